/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamElement;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;

/**
 * What a job in this JVM sent, rows and watermarks in their order, as it would stand in a sink that
 * takes each of them exactly once: what came after a checkpoint is gone when the job goes back to
 * it.
 */
final class Recording {

    private static final Map<String, Recording> ALL = new ConcurrentHashMap<>();

    private final List<StreamElement> elements = new ArrayList<>();
    private int starts;
    private boolean failing;

    private Recording() {}

    static Recording of(String name) {
        return ALL.computeIfAbsent(name, key -> new Recording());
    }

    static void forget(String name) {
        ALL.remove(name);
    }

    synchronized List<StreamElement> elements() {
        return List.copyOf(elements);
    }

    /** How often the job was started, by failovers and savepoints, too. */
    synchronized int starts() {
        return starts;
    }

    /** Lets the job fail with its next watermark. */
    synchronized void failSoon() {
        failing = true;
    }

    /** The highest watermark that came, in milliseconds. */
    synchronized long watermark() {
        return elements.stream()
                .filter(StreamElement::isWatermark)
                .mapToLong(element -> element.asWatermark().getTimestamp())
                .max()
                .orElse(Long.MIN_VALUE);
    }

    private synchronized void start(int known) {
        starts++;
        elements.subList(known, elements.size()).clear();
    }

    private synchronized void add(StreamElement element) {
        if (failing) {
            failing = false;
            throw new IllegalStateException("a failure that the test wants");
        }
        elements.add(element);
    }

    private synchronized int size() {
        return elements.size();
    }

    /** Records and forwards; of parallelism 1. */
    static final class Recorder extends AbstractStreamOperator<RowData>
            implements OneInputStreamOperator<RowData, RowData> {

        private static final long serialVersionUID = 1L;

        private final String name;
        private transient Recording recording;
        private transient ListState<Integer> size;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public void initializeState(StateInitializationContext context) throws Exception {
            super.initializeState(context);
            recording = Recording.of(name);
            size =
                    context.getOperatorStateStore()
                            .getListState(new ListStateDescriptor<>("size", Types.INT));
            int known = 0;
            for (int restored : size.get()) {
                known = restored;
            }
            recording.start(known);
        }

        @Override
        public void snapshotState(StateSnapshotContext context) throws Exception {
            super.snapshotState(context);
            size.update(List.of(recording.size()));
        }

        @Override
        public void processElement(StreamRecord<RowData> element) {
            recording.add(new StreamRecord<>(element.getValue(), element.getTimestamp()));
            output.collect(element);
        }

        @Override
        public void processWatermark(Watermark mark) throws Exception {
            recording.add(mark);
            super.processWatermark(mark);
        }
    }
}
