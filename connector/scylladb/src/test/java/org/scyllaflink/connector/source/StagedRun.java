/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.SourceEvent;
import org.scyllaflink.connector.cql.LogRange;
import org.scyllaflink.connector.source.HeldSplit.Phase;
import org.scyllaflink.connector.source.LocalEnumerator.Message;
import org.scyllaflink.connector.source.LocalJob.Checkpoint;
import org.scyllaflink.connector.source.Scenario.Layout;

/**
 * Goes through a hand-over step by step, each message and each element for itself, and fails at
 * every stage of it.
 */
final class StagedRun implements AutoCloseable {

    private static final Duration STEP = Duration.ofMillis(10);
    private static final int SWITCH = 300;
    private static final int NEXT = 800;

    private final Scenario scenario;
    private final Instant deadline = Instant.now().plusSeconds(30);
    private final Map<Integer, List<HeldSplit>> lastHeard = new HashMap<>();

    private LocalJob job;
    private int turn;

    StagedRun(Layout layout, int parallelism) throws Exception {
        this.scenario = new Scenario(layout, 11, 60, Duration.ofMillis(1000), SWITCH, NEXT);
        scenario.cluster().holdBack(this::isOfFirstOldSplit);
        this.job = new LocalJob(scenario.source().build(), parallelism);
    }

    /** What fails. */
    enum Failure {
        /** All readers, while the enumerator goes on. */
        READERS,
        /** The first reader alone, and what is behind it. */
        FIRST_READER,
        /** The second reader alone, and what is behind it. */
        SECOND_READER,
        /** Everything. */
        JOB,
        /** Everything, and the job goes on with another number of readers. */
        JOB_RESCALED
    }

    /** Fails at each stage, and goes on from a checkpoint of that very moment. */
    void failAtEachStage(Failure failure) throws Exception {
        for (HandOverStage stage : HandOverStage.values()) {
            reach(stage);
            fail(failure, job.checkpoint());
            if (stage == HandOverStage.READ_AHEAD) {
                scenario.cluster().letGo();
            }
        }
        runToEnd();
    }

    /** Fails at each stage, and goes on from a checkpoint of the stage before. */
    void failAfterEachStage(Failure failure) throws Exception {
        Checkpoint last = job.checkpoint();
        for (HandOverStage stage : HandOverStage.values()) {
            reach(stage);
            fail(failure, last);
            if (stage != HandOverStage.KNOWN) {
                // An enumerator that lives on knows the new one ever after.
                reach(stage);
            }
            last = job.checkpoint();
            if (stage == HandOverStage.READ_AHEAD) {
                scenario.cluster().letGo();
            }
        }
        runToEnd();
    }

    private void fail(Failure failure, Checkpoint from) throws Exception {
        switch (failure) {
            case READERS -> {
                lastHeard.clear();
                job.restartReaders(from);
            }
            case FIRST_READER -> failReader(0, from);
            case SECOND_READER -> failReader(1, from);
            case JOB -> failJob(job.parallelism(), from);
            case JOB_RESCALED -> failJob(5 - job.parallelism(), from);
        }
    }

    private void failReader(int reader, Checkpoint from) throws Exception {
        lastHeard.remove(reader);
        job.restartReader(reader, from);
    }

    private void failJob(int parallelism, Checkpoint from) throws Exception {
        lastHeard.clear();
        job.close();
        job = new LocalJob(scenario.source().build(), parallelism, from);
    }

    private void reach(HandOverStage stage) throws Exception {
        while (!stage.isReached(this)) {
            assertThat(Instant.now()).as("time until " + stage).isBefore(deadline);
            step();
        }
    }

    private void runToEnd() throws Exception {
        while (!job.hasEnded()) {
            assertThat(Instant.now()).as("time until the end").isBefore(deadline);
            step();
        }
    }

    Downstream downstream() {
        return job.downstream();
    }

    Scenario scenario() {
        return scenario;
    }

    /** Does one thing of all that can be done, by turns; if there is none, time goes on. */
    private void step() throws Exception {
        int readers = job.parallelism();
        for (int tried = 0; tried < 4 * readers; tried++) {
            turn = (turn + 1) % (4 * readers);
            if (act(turn / 4, turn % 4)) {
                return;
            }
        }
        boolean something = false;
        for (int reader = 0; reader < readers; reader++) {
            job.reader(reader).await(1);
            something |= poll(job.reader(reader));
        }
        if (!something) {
            scenario.clock().advance(STEP);
            job.enumerator().look();
        }
    }

    /** A reader reports when it has emitted all there is, so that this counts as well. */
    private static boolean poll(LocalReader reader) throws Exception {
        int said = reader.outbox().size();
        return reader.poll() || reader.outbox().size() > said;
    }

    private boolean act(int reader, int action) throws Exception {
        switch (action) {
            case 0:
                return poll(job.reader(reader));
            case 1:
                SourceEvent said = job.reader(reader).outbox().poll();
                if (said != null) {
                    lastHeard.put(reader, ((ReaderReport) said).splits());
                    job.enumerator().hear(reader, said);
                }
                return said != null;
            case 2:
                Message message = job.enumerator().outbox(reader).poll();
                if (message != null) {
                    job.reader(reader).receive(message);
                }
                return message != null;
            default:
                boolean waits = job.enumerator().waitingCalls() > 0;
                if (waits) {
                    job.enumerator().runCall();
                }
                return waits;
        }
    }

    /** The first old split of each table lags behind until others are read ahead. */
    private boolean isOfFirstOldSplit(LogRange range) {
        boolean old = range.generationStart().toEpochMilli() < newMillis();
        return old && (range.stream().token() == 0 || range.stream().token() == 200);
    }

    long newMillis() {
        return Scenario.START.plusMillis(SWITCH).toEpochMilli();
    }

    boolean isOld(StreamGroupSplit split) {
        return split.generation().toEpochMilli() < newMillis();
    }

    boolean isOld(HeldSplit split, Phase phase) {
        return split.generationMillis() < newMillis() && split.phase() == phase;
    }

    boolean isNew(StreamGroupSplit split) {
        return split.generation().toEpochMilli() == newMillis();
    }

    boolean isNew(HeldSplit split) {
        return split.generationMillis() == newMillis();
    }

    boolean isNewAndRead(StreamGroupSplit split) {
        return isNew(split) && split.position().completeUntil().toEpochMilli() > newMillis();
    }

    boolean isLater(StreamGroupSplit split) {
        return split.generation().toEpochMilli() > newMillis();
    }

    boolean oldSplitIsUnfinished() {
        return held().filter(this::isOld)
                .anyMatch(split -> split.position().completeUntil().toEpochMilli() < newMillis());
    }

    /** How many splits the new generation has. */
    long newSplits() {
        return scenario.rangesAt(Instant.ofEpochMilli(newMillis()));
    }

    long readersWithOldSplits() {
        return IntStream.range(0, job.parallelism())
                .filter(reader -> job.reader(reader).checkpoint().stream().anyMatch(this::isOld))
                .count();
    }

    LocalEnumerator enumerator() {
        return job.enumerator();
    }

    /** What readers have. */
    Stream<StreamGroupSplit> held() {
        return readers().flatMap(reader -> job.reader(reader).checkpoint().stream());
    }

    /** What readers have said that the enumerator has not heard. */
    Stream<HeldSplit> said() {
        return readers()
                .flatMap(reader -> job.reader(reader).outbox().stream())
                .flatMap(event -> ((ReaderReport) event).splits().stream());
    }

    /** What the enumerator has heard last. */
    Stream<HeldSplit> heard() {
        return lastHeard.values().stream().flatMap(List::stream);
    }

    /** Splits on their way to readers. */
    Stream<StreamGroupSplit> sentSplits() {
        return sent().filter(Message.Splits.class::isInstance)
                .flatMap(message -> ((Message.Splits) message).splits().stream());
    }

    /** Schedules on their way to readers. */
    Stream<TableSchedule> sentSchedules() {
        return sent().filter(Message.Event.class::isInstance)
                .map(message -> (ReadingSchedule) ((Message.Event) message).event())
                .flatMap(schedule -> schedule.tables().values().stream());
    }

    private Stream<Message> sent() {
        return readers().flatMap(reader -> job.enumerator().outbox(reader).stream());
    }

    private Stream<Integer> readers() {
        return IntStream.range(0, job.parallelism()).boxed();
    }

    @Override
    public void close() {
        job.close();
    }
}
