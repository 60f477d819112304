/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.source.LocalJob.Checkpoint;

/** Many generations that have ended before the job gets to them. */
class PastGenerationsTest {

    private static final int GENERATIONS = 8;

    private final SimpleJob run = new SimpleJob();

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void goesThroughThemWithoutWaitingForALook() throws Exception {
        announce(run.cluster().vnodes());
        run.write(Changes.TABLE, run.cluster().vnodes(), 0, GENERATIONS * 100);
        run.clock().advance(Duration.ofSeconds(2));
        run.start(run.source("shop.orders").until(at(GENERATIONS * 100)), Checkpoint.NONE);
        run.job().discover();
        Instant deadline = Instant.now().plusSeconds(20);
        while (!run.job().hasEnded()) {
            assertThat(Instant.now()).as("time").isBefore(deadline);
            run.read();
        }
        run.assertComplete(Changes.TABLE);
        assertThat(run.cluster().vnodes().looks()).isEqualTo(1);
        assertThat(run.job().downstream().late()).isEmpty();
    }

    @Test
    void failsIfTheyExpireUnread() throws Exception {
        restartAfterExpiry(OnDataLoss.FAIL);
        // Either the enumerator or a reader finds it first.
        assertThatThrownBy(() -> run.runUntilClock(2_400))
                .hasStackTraceContaining("gone unread, as the log keeps them for PT1S")
                .hasStackTraceContaining("scan.on-data-loss: fail");
    }

    @Test
    void passesOverThemIfThatIsAskedFor() throws Exception {
        restartAfterExpiry(OnDataLoss.CONTINUE);
        int asked = run.cluster().vnodes().streamLooks();
        run.runUntil(2_000);
        assertThat(run.cluster().vnodes().streamLooks() - asked).isEqualTo(1);
        assertThat(run.numbers(Changes.TABLE)).doesNotHaveDuplicates();
    }

    @Test
    void goesOnAfterTheServerHasForgottenThem() throws Exception {
        FakeGenerations tablets = run.cluster().addTabletTable(Changes.TABLE);
        restartAfterExpiry(OnDataLoss.CONTINUE, tablets);
        tablets.forgetBefore(at(700));
        run.write(Changes.TABLE, tablets, 1_900, 2_000);
        run.runUntil(2_200);
        assertThat(run.numbers(Changes.TABLE)).doesNotHaveDuplicates().containsAll(lastNumbers());
    }

    /** Those that were written after the others. */
    private static List<Integer> lastNumbers() {
        int first = (GENERATIONS * 100 + 6) / 7;
        return IntStream.range(first, first + 15).boxed().toList();
    }

    private void restartAfterExpiry(OnDataLoss onDataLoss) throws Exception {
        restartAfterExpiry(onDataLoss, run.cluster().vnodes());
    }

    /** The job has read the first generation and opened the second when it stops for long. */
    private void restartAfterExpiry(OnDataLoss onDataLoss, FakeGenerations generations)
            throws Exception {
        announce(generations);
        run.cluster().logTtl(Duration.ofSeconds(1));
        run.write(Changes.TABLE, generations, 0, GENERATIONS * 100);
        ScyllaCdcSourceBuilder<Change> source = run.source("shop.orders").onDataLoss(onDataLoss);
        run.start(source, Checkpoint.NONE);
        run.runUntilClock(150);
        Checkpoint checkpoint = run.job().checkpoint();
        run.clock().advance(Duration.ofMillis(1_600));
        run.start(source, checkpoint);
    }

    private static void announce(FakeGenerations generations) {
        for (int i = 0; i < GENERATIONS; i++) {
            generations.announce(at(i * 100), at(0), Changes.streams(i, 3, 2));
        }
    }

    private static Instant at(int millis) {
        return SimpleJob.START.plusMillis(millis);
    }
}
