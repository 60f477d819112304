/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.DriverTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.flink.testutils.logging.LoggerAuditingExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.event.Level;

class RepeaterTest {

    private static final BackOff BACK_OFF =
            new BackOff(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofMinutes(1));

    @RegisterExtension
    private final LoggerAuditingExtension log =
            new LoggerAuditingExtension(Repeater.class, Level.INFO);

    private final List<Long> delays = new ArrayList<>();
    private long nowMillis;

    /** Time passes by waiting only, and at once. */
    private final Repeater repeater =
            new Repeater(
                    BACK_OFF,
                    (millis, task) -> {
                        delays.add(millis);
                        nowMillis += millis;
                        task.run();
                    },
                    () -> nowMillis * 1_000_000);

    @Test
    void aRequestThatSucceedsIsMadeOnce() {
        assertThat(repeater.run(() -> CompletableFuture.completedFuture("answer")))
                .isCompletedWithValue("answer");
        assertThat(delays).isEmpty();
    }

    @Test
    void passingFailuresAreRiddenOutWithGrowingPauses() {
        assertThat(repeater.run(failing(8, new DriverTimeoutException("late"))))
                .isCompletedWithValue("answer");

        assertThat(delays).hasSize(8);
        assertThat(delays.get(0)).isBetween(80L, 120L);
        assertThat(delays.get(3)).isBetween(640L, 960L);
        assertThat(delays.get(7)).isBetween(4_000L, 6_000L);
    }

    @Test
    void permanentFailuresAreReportedAtOnce() {
        Throwable failure = new IllegalArgumentException("no such table");

        assertThat(repeater.run(failing(1, new CompletionException(failure))))
                .isCompletedExceptionally();
        assertThat(delays).isEmpty();
    }

    @Test
    void theLastFailureIsReportedWhenTheTimeIsOver() {
        CompletableFuture<String> result = repeater.run(failing(1_000, new IOException("down")));

        assertThatThrownBy(result::join).hasCause(new IOException("down"));
        assertThat(Duration.ofMillis(nowMillis))
                .isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
    }

    @Test
    void aRequestThatCannotBeStartedFailsToo() {
        CompletableFuture<String> result =
                repeater.run(
                        () -> {
                            throw new IllegalStateException("closed");
                        });

        assertThatThrownBy(result::join).hasCause(new IllegalStateException("closed"));
    }

    @Test
    void aClosedTimerEndsTheRequest() {
        Repeater closed =
                new Repeater(
                        BACK_OFF,
                        (millis, task) -> {
                            throw new RejectedExecutionException("closed");
                        },
                        () -> 0);

        assertThatThrownBy(closed.run(failing(1, new IOException("down")))::join)
                .hasCause(new IOException("down"));
    }

    @Test
    void closingEndsRequestsThatWaitForTheirNextAttempt() {
        List<Runnable> later = new ArrayList<>();
        Repeater waiting = new Repeater(BACK_OFF, (millis, task) -> later.add(task), () -> 0);
        CompletableFuture<String> result = waiting.run(failing(1, new IOException("down")));
        assertThat(result).isNotDone();

        waiting.close();

        assertThatThrownBy(result::join).hasCause(new IOException("down"));
        later.forEach(Runnable::run);
        assertThat(waiting.run(failing(1, new IOException("gone")))).isCompletedExceptionally();
    }

    @Test
    void anOutageIsToldOnceThoughOtherRequestsSucceedMeanwhile() {
        List<Runnable> later = new ArrayList<>();
        Repeater waiting = new Repeater(BACK_OFF, (millis, task) -> later.add(task), () -> 0);

        waiting.run(failing(1, new IOException("node 1 down")));
        for (int i = 0; i < 5; i++) {
            waiting.run(() -> CompletableFuture.completedFuture("answer"));
            waiting.run(failing(1, new IOException("node 1 still down")));
        }
        assertThat(log.getMessages()).hasSize(1).first().asString().contains("node 1 down");

        later.forEach(Runnable::run);
        assertThat(log.getMessages()).hasSize(2).last().isEqualTo("ScyllaDB answers again");

        waiting.run(failing(1, new IOException("down again")));
        assertThat(log.getMessages()).hasSize(3).last().asString().contains("down again");
    }

    @Test
    void anOutageThatARequestDoesNotOutliveEndsWithIt() {
        repeater.run(failing(1_000, new IOException("down")));
        repeater.run(failing(1, new IOException("down again")));

        assertThat(log.getMessages()).hasSize(3).last().isEqualTo("ScyllaDB answers again");
    }

    @Test
    void anErrorReachesWhoWaits() {
        CompletableFuture<String> result =
                repeater.run(
                        () -> {
                            throw new NoClassDefFoundError("Row");
                        });

        assertThatThrownBy(result::join).hasCauseInstanceOf(NoClassDefFoundError.class);
    }

    private static Supplier<CompletionStage<String>> failing(int times, Throwable failure) {
        int[] attempts = new int[1];
        return () ->
                attempts[0]++ < times
                        ? CompletableFuture.failedFuture(failure)
                        : CompletableFuture.completedFuture("answer");
    }
}
