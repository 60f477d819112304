/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.metrics.Metric;
import org.apache.flink.util.InstantiationUtil;
import org.scyllaflink.connector.model.Change;

/**
 * A job of a source and one operator after it, in one thread and in steps, with Flink's rules of
 * what a checkpoint holds: what the enumerator sent before its snapshot arrives before the
 * readers'.
 */
final class LocalJob implements AutoCloseable {

    private final ScyllaCdcSource<Change> source;
    private final List<LocalReader> readers = new ArrayList<>();
    private LocalEnumerator enumerator;
    private Downstream downstream;

    LocalJob(ScyllaCdcSource<Change> source, int parallelism) throws Exception {
        this(source, parallelism, Checkpoint.NONE);
    }

    LocalJob(ScyllaCdcSource<Change> source, int parallelism, Checkpoint checkpoint)
            throws Exception {
        this.source = source;
        this.enumerator =
                new LocalEnumerator(
                        source,
                        parallelism,
                        checkpoint.enumerator().length == 0
                                ? EnumeratorState.INITIAL
                                : new EnumeratorStateSerializer()
                                        .deserialize(2, checkpoint.enumerator()));
        startReaders(parallelism, checkpoint);
    }

    /** All that survives a failure, as bytes where Flink keeps bytes. */
    record Checkpoint(
            byte[] enumerator,
            List<List<byte[]>> splits,
            List<Downstream.Received> received,
            long watermark) {

        static final Checkpoint NONE =
                new Checkpoint(new byte[0], List.of(), List.of(), Long.MIN_VALUE);
    }

    /** What the enumerator has registered, by name. */
    Map<String, Metric> enumeratorMetrics() {
        return enumerator.metrics();
    }

    Downstream downstream() {
        return downstream;
    }

    LocalReader reader(int index) {
        return readers.get(index);
    }

    LocalEnumerator enumerator() {
        return enumerator;
    }

    int parallelism() {
        return readers.size();
    }

    boolean hasEnded() {
        return readers.stream().allMatch(LocalReader::hasEnded);
    }

    void discover() {
        enumerator.discover();
    }

    /** Hands on everything that enumerator and readers have sent to each other. */
    void exchange() throws Exception {
        for (int reader = 0; reader < readers.size(); reader++) {
            toEnumerator(reader);
        }
        toReaders();
    }

    void toEnumerator(int reader) throws Exception {
        Queue<SourceEvent> events = readers.get(reader).outbox();
        for (SourceEvent event = events.poll(); event != null; event = events.poll()) {
            enumerator.receive(reader, InstantiationUtil.clone(event));
        }
    }

    void toReaders() throws Exception {
        for (int reader = 0; reader < readers.size(); reader++) {
            toReader(reader);
        }
    }

    void toReader(int reader) throws Exception {
        Queue<LocalEnumerator.Message> messages = enumerator.outbox(reader);
        for (LocalEnumerator.Message next = messages.poll(); next != null; next = messages.poll()) {
            readers.get(reader).receive(next);
        }
    }

    Checkpoint checkpoint() throws Exception {
        byte[] state = new EnumeratorStateSerializer().serialize(enumerator.checkpoint());
        toReaders();
        List<List<byte[]>> splits = new ArrayList<>();
        for (LocalReader reader : readers) {
            List<byte[]> ofReader = new ArrayList<>();
            for (StreamGroupSplit split : reader.checkpoint()) {
                ofReader.add(new StreamGroupSplitSerializer(null).serialize(split));
            }
            splits.add(ofReader);
        }
        return new Checkpoint(state, splits, downstream.toCheckpoint(), downstream.watermark());
    }

    /** All readers fail; the enumerator lives on, as after the failure of a task. */
    void restartReaders(Checkpoint last) throws Exception {
        int parallelism = readers.size();
        closeReaders();
        for (int reader = 0; reader < parallelism; reader++) {
            enumerator.reset(reader);
        }
        startReaders(parallelism, last);
    }

    /** One reader fails, and what is behind it; as in a job without a shuffle. */
    void restartReader(int reader, Checkpoint last) throws Exception {
        readers.get(reader).close();
        enumerator.reset(reader);
        downstream.rollBack(reader, last.received());
        List<StreamGroupSplit> restored = distribute(last.splits(), readers.size()).get(reader);
        readers.set(reader, new LocalReader(source, restored, downstream.channel(reader)));
        enumerator.register(reader);
    }

    private void startReaders(int parallelism, Checkpoint checkpoint) throws Exception {
        downstream = new Downstream(parallelism, checkpoint.received(), checkpoint.watermark());
        List<List<StreamGroupSplit>> restored = distribute(checkpoint.splits(), parallelism);
        for (int reader = 0; reader < parallelism; reader++) {
            readers.add(new LocalReader(source, restored.get(reader), downstream.channel(reader)));
            enumerator.register(reader);
        }
    }

    /** Flink hands state out anew only if the parallelism has changed. */
    private static List<List<StreamGroupSplit>> distribute(
            List<List<byte[]>> splits, int parallelism) throws IOException {
        List<List<StreamGroupSplit>> distributed = new ArrayList<>();
        for (int reader = 0; reader < parallelism; reader++) {
            distributed.add(new ArrayList<>());
        }
        int next = 0;
        for (int reader = 0; reader < splits.size(); reader++) {
            for (byte[] split : splits.get(reader)) {
                int target = splits.size() == parallelism ? reader : next++ % parallelism;
                distributed
                        .get(target)
                        .add(new StreamGroupSplitSerializer(null).deserialize(2, split));
            }
        }
        return distributed;
    }

    private void closeReaders() {
        for (LocalReader reader : readers) {
            reader.close();
        }
        readers.clear();
    }

    @Override
    public void close() {
        closeReaders();
    }
}
