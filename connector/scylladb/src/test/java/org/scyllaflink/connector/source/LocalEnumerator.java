/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.runtime.metrics.groups.InternalSplitEnumeratorMetricGroup;

/**
 * Runs an enumerator as Flink's coordinator does, in steps: what it asks to be done elsewhere is
 * done when told, and what it sends to readers lies in queues.
 */
final class LocalEnumerator implements SplitEnumeratorContext<StreamGroupSplit> {

    private final int parallelism;
    private final SplitEnumerator<StreamGroupSplit, EnumeratorState> enumerator;
    private final Map<Integer, ReaderInfo> readers = new HashMap<>();
    private final Map<Integer, Queue<Message>> outbox = new HashMap<>();
    private final Map<Integer, List<StreamGroupSplit>> assignedSinceCheckpoint = new HashMap<>();
    private final Queue<Runnable> calls = new ArrayDeque<>();
    private final RecordingMetricGroup metrics = new RecordingMetricGroup();
    private Runnable discovery = () -> {};

    LocalEnumerator(ScyllaCdcSource<?> source, int parallelism, EnumeratorState state) {
        this.parallelism = parallelism;
        this.enumerator = source.restoreEnumerator(this, state);
        enumerator.start();
    }

    /** What goes to a reader. */
    sealed interface Message {
        record Splits(List<StreamGroupSplit> splits) implements Message {}

        record Event(SourceEvent event) implements Message {}

        record NoMoreSplits() implements Message {}
    }

    void discover() {
        look();
        runCalls();
    }

    /** Looks for generations, and leaves what is to be asked for then waiting. */
    void look() {
        discovery.run();
    }

    int waitingCalls() {
        return calls.size();
    }

    /** Does one thing of those that wait. */
    void runCall() {
        calls.remove().run();
    }

    void register(int reader) {
        readers.put(reader, new ReaderInfo(reader, "localhost"));
        outbox.put(reader, new ArrayDeque<>());
        enumerator.addReader(reader);
    }

    void receive(int reader, SourceEvent event) {
        hear(reader, event);
        runCalls();
    }

    /** Takes a report, and leaves what is to be asked for then waiting. */
    void hear(int reader, SourceEvent event) {
        enumerator.handleSourceEvent(reader, event);
    }

    Queue<Message> outbox(int reader) {
        return outbox.get(reader);
    }

    EnumeratorState checkpoint() throws Exception {
        assignedSinceCheckpoint.clear();
        return enumerator.snapshotState(1);
    }

    /** A reader is restarted from the last checkpoint while the enumerator goes on. */
    void reset(int reader) {
        readers.remove(reader);
        List<StreamGroupSplit> lost = assignedSinceCheckpoint.remove(reader);
        enumerator.addSplitsBack(lost == null ? List.of() : lost, reader);
    }

    private void runCalls() {
        for (Runnable call = calls.poll(); call != null; call = calls.poll()) {
            call.run();
        }
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        return new InternalSplitEnumeratorMetricGroup(metrics);
    }

    /** What the enumerator has registered, by name. */
    Map<String, Metric> metrics() {
        return metrics.metrics();
    }

    @Override
    public void sendEventToSourceReader(int reader, SourceEvent event) {
        outbox.get(reader).add(new Message.Event(event));
    }

    @Override
    public int currentParallelism() {
        return parallelism;
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        return readers;
    }

    @Override
    public void assignSplits(SplitsAssignment<StreamGroupSplit> assignment) {
        assignment
                .assignment()
                .forEach(
                        (reader, splits) -> {
                            assignedSinceCheckpoint
                                    .computeIfAbsent(reader, key -> new ArrayList<>())
                                    .addAll(splits);
                            outbox.get(reader).add(new Message.Splits(splits));
                        });
    }

    @Override
    public void signalNoMoreSplits(int reader) {
        outbox.get(reader).add(new Message.NoMoreSplits());
    }

    @Override
    public <R> void callAsync(Callable<R> callable, BiConsumer<R, Throwable> handler) {
        calls.add(() -> call(callable, handler));
    }

    @Override
    public <R> void callAsync(
            Callable<R> callable, BiConsumer<R, Throwable> handler, long delay, long period) {
        discovery = () -> call(callable, handler);
    }

    private static <R> void call(Callable<R> callable, BiConsumer<R, Throwable> handler) {
        R result;
        try {
            result = callable.call();
        } catch (Exception e) {
            handler.accept(null, e);
            return;
        }
        handler.accept(result, null);
    }

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
        runnable.run();
    }
}
