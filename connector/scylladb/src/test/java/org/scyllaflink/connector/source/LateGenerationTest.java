/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scyllaflink.connector.source.LocalJob.Checkpoint;

/** Lists of generations that lack what they should have. Times are milliseconds after the start. */
class LateGenerationTest {

    private final SimpleJob run = new SimpleJob();
    private final FakeGenerations vnodes = run.cluster().vnodes();

    @AfterEach
    void close() {
        run.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 320, 500, 590, 610, 640, 700, 900})
    void readsAllOfAGenerationThatIsAnnouncedAfterItHasBeenReadPast(int restart) throws Exception {
        announce(0, 0);
        announce(300, 600);
        announce(800, 650);
        run.write(Changes.TABLE, vnodes, 0, 1_000);
        start(Checkpoint.NONE);
        if (restart > 0) {
            run.runUntilClock(restart);
            start(run.job().checkpoint());
        }
        run.runToEnd();
        // Readers may go on in the old streams until they hear of it.
        run.assertAllOnce(Changes.TABLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 340, 440, 460, 480, 520, 600, 700, 900})
    void readsAllOfAGenerationThatIsAnnouncedAfterALaterOne(int restart) throws Exception {
        announce(0, 0);
        announce(300, 450);
        announce(500, 250);
        run.write(Changes.TABLE, vnodes, 0, 1_000);
        start(Checkpoint.NONE);
        if (restart > 0) {
            run.runUntilClock(restart);
            start(run.job().checkpoint());
        }
        run.runToEnd();
        run.assertAllOnce(Changes.TABLE);
    }

    @Test
    void doesNotBelieveAListThatIsEmptyForAWhile() throws Exception {
        announce(0, 0);
        announce(500, 200);
        run.write(Changes.TABLE, vnodes, 0, 1_000);
        start(Checkpoint.NONE);
        run.runUntilClock(250);
        vnodes.emptyList(true);
        run.runUntilClock(700);
        vnodes.emptyList(false);
        run.runToEnd();
        run.assertComplete(Changes.TABLE);
        assertThat(run.job().downstream().late()).isEmpty();
    }

    @Test
    void waitsWhileTheListIsEmptyAfterARestart() throws Exception {
        announce(0, 0);
        run.write(Changes.TABLE, vnodes, 0, 1_000);
        start(Checkpoint.NONE);
        run.runUntilClock(250);
        Checkpoint checkpoint = run.job().checkpoint();
        vnodes.emptyList(true);
        start(checkpoint);
        run.runUntilClock(500);
        vnodes.emptyList(false);
        run.runToEnd();
        run.assertComplete(Changes.TABLE);
    }

    private void start(Checkpoint checkpoint) throws Exception {
        run.start(run.source("shop.orders").until(at(1_000)), checkpoint);
    }

    private void announce(int start, int announced) {
        vnodes.announce(at(start), at(announced), Changes.streams(start, 3, 2));
    }

    private static Instant at(int millis) {
        return SimpleJob.START.plusMillis(millis);
    }
}
