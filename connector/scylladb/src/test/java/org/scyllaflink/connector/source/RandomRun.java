/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.apache.flink.util.FlinkRuntimeException;
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
    private int stalledReader;
    private int stalledSteps;

    RandomRun(long seed, Scenario scenario) throws Exception {
        this.seed = seed;
        this.random = new Random(seed);
        this.scenario = scenario;
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
        stallSomeReader();
        int reader = random.nextInt(parallelism);
        if (reader == stalledReader && stalledSteps > 0) {
            return;
        }
        switch (random.nextInt(18)) {
            case 0, 1 -> scenario.clock().advance(Duration.ofMillis(random.nextInt(30)));
            case 2, 3 -> discover();
            case 4 -> toEnumerator(reader);
            case 5 -> job.toReader(reader);
            case 6 -> job.reader(reader).emitPeriodicWatermark();
            case 7 -> job.reader(reader).await(2);
            case 8 -> checkpointOrFail();
            case 9 -> changeMetadata();
            case 10, 11 -> scenario.cluster().answerSome(random);
            default -> job.reader(reader).poll();
        }
    }

    /** Now and then one reader, and what is sent to it, is far slower than the others. */
    private void stallSomeReader() {
        stalledSteps--;
        if (stalledSteps < -200 && random.nextInt(50) == 0) {
            stalledReader = random.nextInt(parallelism);
            stalledSteps = random.nextInt(1500);
        }
    }

    private void discover() throws Exception {
        try {
            job.discover();
        } catch (FlinkRuntimeException e) {
            // An enumerator that has not read the generations once since its start fails the job.
            failJob();
        }
    }

    private void toEnumerator(int reader) throws Exception {
        try {
            job.toEnumerator(reader);
        } catch (FlinkRuntimeException e) {
            // So does one that cannot read the streams of a generation that has begun.
            failJob();
        }
    }

    private void changeMetadata() {
        if (random.nextInt(8) == 0) {
            scenario.cluster().metadataDown(true);
        } else if (random.nextInt(8) == 0) {
            scenario.cluster().metadataDown(false);
        }
    }

    private void checkpointOrFail() throws Exception {
        int choice = random.nextInt(8);
        if (choice > 1) {
            last = job.checkpoint();
        } else if (failuresLeft-- > 0) {
            if (choice == 0) {
                scenario.cluster().metadataDown(false);
                job.restartReaders(last);
            } else {
                failJob();
            }
        }
    }

    private void failJob() throws Exception {
        job.close();
        parallelism = 1 + random.nextInt(4);
        job = start();
    }

    private LocalJob start() throws Exception {
        scenario.cluster().metadataDown(false);
        return new LocalJob(scenario.source().build(), parallelism, last);
    }
}
