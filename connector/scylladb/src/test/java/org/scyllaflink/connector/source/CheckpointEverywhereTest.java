/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scyllaflink.connector.source.LocalJob.Checkpoint;
import org.scyllaflink.connector.source.Scenario.Layout;

/** Drives real readers and the real enumerator, and fails them wherever a checkpoint can lie. */
class CheckpointEverywhereTest {

    private static final Duration STEP = Duration.ofMillis(25);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void readsOnFromACheckpointAfterAnyPoll() throws Exception {
        List<Checkpoint> checkpoints = new ArrayList<>();
        List<Duration> times = new ArrayList<>();
        Scenario first = scenario();
        try (LocalJob job = new LocalJob(first.source().build(), 2)) {
            runToEnd(
                    first,
                    job,
                    () -> {
                        checkpoints.add(job.checkpoint());
                        times.add(Duration.between(Scenario.START, first.clock().instant()));
                    });
            first.assertExactlyOnceInOrder(job.downstream());
        }
        for (int i = 0; i < checkpoints.size(); i++) {
            Scenario again = scenario();
            again.clock().advance(times.get(i).minusMillis(1));
            try (LocalJob job = new LocalJob(again.source().build(), 2, checkpoints.get(i))) {
                runToEnd(again, job, () -> {});
                again.assertExactlyOnceInOrder(job.downstream());
            }
        }
    }

    @Test
    void readsOnThroughAFailureAfterEachPollThatMovedAPosition() throws Exception {
        Scenario scenario = scenario();
        Checkpoint last = Checkpoint.NONE;
        LocalJob job = new LocalJob(scenario.source().build(), 2);
        try {
            Instant deadline = Instant.now().plus(PATIENCE);
            for (int step = 0; !job.hasEnded(); step++) {
                assertThat(Instant.now()).as("time").isBefore(deadline);
                LocalReader reader = job.reader(step % 2);
                if (!reader.poll()) {
                    moveOn(scenario, job);
                }
                Checkpoint now = job.checkpoint();
                if (now.received().size() > last.received().size()
                        || now.watermark() > last.watermark()) {
                    last = now;
                    job.close();
                    job = new LocalJob(scenario.source().build(), 2, now);
                }
            }
            scenario.assertExactlyOnceInOrder(job.downstream());
        } finally {
            job.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsOnThroughFailuresOfAnyKindAtAnyTime(int number) throws Exception {
        long seed = System.nanoTime() + number;
        System.out.println("seed " + seed);
        Layout layout = Layout.values()[number % Layout.values().length];
        int[] switches = {300, 700, 1000};
        new RandomRun(seed, new Scenario(layout, seed, 60, Duration.ofMillis(1200), switches))
                .run();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void findsLateBatchesOnceThroughFailuresOfAnyKindAtAnyTime(int number) throws Exception {
        long seed = System.nanoTime() + number;
        System.out.println("seed " + seed);
        new RandomRun(seed, Scenario.withLateBatches(seed, 30, Duration.ofMillis(600), 300)).run();
    }

    @Test
    void emitsLateBatchesJustAfterTheWatermark() throws Exception {
        Scenario scenario = Scenario.withLateBatches(5, 60, Duration.ofMillis(1200), 300, 700);
        try (LocalJob job = new LocalJob(scenario.source().build(), 2)) {
            runToEnd(scenario, job, () -> {});
            scenario.assertExactlyOnceInOrder(job.downstream());
            assertThat(job.downstream().outOfTime()).isNotEmpty();
        }
    }

    private static Scenario scenario() {
        return new Scenario(5, 40, Duration.ofMillis(700), 300, 600);
    }

    private static void runToEnd(Scenario scenario, LocalJob job, Action afterEachPoll)
            throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!job.hasEnded()) {
            assertThat(Instant.now()).as("time").isBefore(deadline);
            boolean more = false;
            for (int reader = 0; reader < 2; reader++) {
                more |= job.reader(reader).poll();
                afterEachPoll.run();
            }
            if (!more) {
                moveOn(scenario, job);
            }
        }
    }

    private static void moveOn(Scenario scenario, LocalJob job) throws Exception {
        scenario.clock().advance(STEP);
        job.discover();
        job.exchange();
        job.reader(0).await(2);
        job.reader(1).await(2);
    }

    private interface Action {
        void run() throws Exception;
    }
}
