/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.scyllaflink.connector.source.LocalJob.Checkpoint;

/**
 * Polls, messages, answers, checkpoints, failures and changes of the parallelism in any order,
 * until the scenario is read. Messages of different readers overtake each other.
 */
final class RandomRun {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final long seed;
    private final Random random;
    private final Scenario scenario;
    private int parallelism;
    private int failuresLeft = 25;
    private Checkpoint last = Checkpoint.NONE;
    private LocalJob job;

    RandomRun(long seed) throws Exception {
        this.seed = seed;
        this.random = new Random(seed);
        this.scenario = new Scenario(seed, 60, Duration.ofMillis(1200), 300, 700, 1000);
        this.parallelism = 1 + random.nextInt(4);
        scenario.cluster().answerAtOnce(false);
        this.job = start();
    }

    void run() throws Exception {
        try {
            Instant deadline = Instant.now().plus(PATIENCE);
            while (!job.hasEnded()) {
                assertThat(Instant.now()).as("time").isBefore(deadline);
                step();
            }
            scenario.assertExactlyOnceInOrder(job.downstream());
        } catch (AssertionError e) {
            throw new AssertionError("with seed " + seed, e);
        } finally {
            job.close();
        }
    }

    private void step() throws Exception {
        int reader = random.nextInt(parallelism);
        switch (random.nextInt(16)) {
            case 0 -> scenario.clock().advance(Duration.ofMillis(random.nextInt(30)));
            case 1 -> job.discover();
            case 2 -> job.toEnumerator(reader);
            case 3 -> job.toReader(reader);
            case 4 -> job.reader(reader).emitPeriodicWatermark();
            case 5 -> job.reader(reader).await(2);
            case 6 -> checkpointOrFail();
            case 7, 8 -> scenario.cluster().answerSome(random);
            default -> job.reader(reader).poll();
        }
    }

    private void checkpointOrFail() throws Exception {
        int choice = random.nextInt(8);
        if (choice > 1) {
            last = job.checkpoint();
        } else if (failuresLeft-- > 0) {
            if (choice == 0) {
                job.restartReaders(last);
            } else {
                job.close();
                parallelism = 1 + random.nextInt(4);
                job = start();
            }
        }
    }

    private LocalJob start() throws Exception {
        return new LocalJob(scenario.source().build(), parallelism, last);
    }
}
