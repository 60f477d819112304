/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestLimitTest {

    /** Answers that the test gives, in the order in which the requests were started. */
    private final List<CompletableFuture<Long>> started = new ArrayList<>();

    private final Queue<Runnable> later = new ArrayDeque<>();
    private long nanos;

    @Test
    void requestsBeyondTheLimitStartWhenOthersFinish() {
        RequestLimit limit = limit(2, Long.MAX_VALUE);
        List<CompletableFuture<Long>> results = submit(limit, 4);
        assertThat(started).hasSize(2);

        started.get(1).complete(0L);
        assertThat(started).hasSize(3);
        started.get(0).completeExceptionally(new IllegalStateException("broken"));
        assertThat(started).hasSize(4);

        assertThat(results.get(1)).isCompleted();
        assertThat(results.get(0)).isCompletedExceptionally();
        assertThat(results.get(2)).isNotDone();
    }

    @Test
    void largePagesLowerTheNumberOfRequests() {
        RequestLimit limit = limit(64, 1_000);
        List<CompletableFuture<Long>> results = submit(limit, 200);
        for (int i = 0; i < 100; i++) {
            started.get(i).complete(500L);
        }

        assertThat(started.size() - 100).isEqualTo(2);
        assertThat(results.get(99)).isCompleted();
    }

    @Test
    void smallPagesRaiseTheNumberOfRequestsToItsLimit() {
        RequestLimit limit = limit(64, 1_000);
        submit(limit, 1_000);
        int atFirst = started.size();
        for (int i = 0; i < 100; i++) {
            started.get(i).complete(1L);
        }

        assertThat(atFirst).isEqualTo(8);
        assertThat(started.size() - 100).isEqualTo(64);
    }

    @Test
    void aPageBeyondTheLimitIsStillRead() {
        RequestLimit limit = limit(64, 10);
        submit(limit, 100);
        for (int i = 0; i < 50; i++) {
            started.get(i).complete(1_000_000L);
        }

        assertThat(started).hasSize(51);
    }

    @Test
    void requestsThatFinishAtOnceDoNotDeepenTheStack() {
        RequestLimit limit = limit(1, Long.MAX_VALUE);
        List<CompletableFuture<Long>> results = submit(limit, 1);
        RequestLimit.Lane lane = limit.lane();
        for (int i = 0; i < 100_000; i++) {
            results.add(lane.submit(() -> CompletableFuture.completedFuture(0L), size -> size));
        }
        started.get(0).complete(0L);

        assertThat(results).allMatch(CompletableFuture::isDone);
    }

    @Test
    void readersTakeTurnsHoweverMuchOneAsksFor() {
        RequestLimit limit = limit(1, Long.MAX_VALUE);
        List<String> order = new ArrayList<>();
        RequestLimit.Lane greedy = limit.lane();
        RequestLimit.Lane modest = limit.lane();
        for (int i = 0; i < 5; i++) {
            submit(greedy, "greedy", order);
        }
        submit(modest, "modest", order);
        submit(modest, "modest", order);
        for (int i = 0; i < 7; i++) {
            started.get(i).complete(0L);
        }

        assertThat(order)
                .containsExactly(
                        "greedy", "greedy", "modest", "greedy", "modest", "greedy", "greedy");
        assertThat(limit.inFlight()).isZero();
        assertThat(limit.waiting()).isZero();
    }

    @Test
    void noMoreRequestsBeginInASecondThanTheRateAllows() {
        RequestLimit limit = limit(1_000, Long.MAX_VALUE, 100);
        RequestLimit.Lane lane = limit.lane();
        AtomicInteger begun = new AtomicInteger();
        for (int i = 0; i < 1_000; i++) {
            lane.submit(
                    () -> {
                        begun.incrementAndGet();
                        return CompletableFuture.completedFuture(0L);
                    },
                    size -> size);
        }
        assertThat(begun).hasValue(10);
        assertThat(limit.waiting()).isEqualTo(990);

        while (nanos < TimeUnit.SECONDS.toNanos(5)) {
            Runnable next = Objects.requireNonNull(later.poll(), "nothing is due");
            next.run();
        }
        assertThat(begun.get()).isBetween(450, 510);
    }

    @Test
    void aPauseSavesNoMoreThanABurst() {
        RequestLimit limit = limit(1_000, Long.MAX_VALUE, 50);
        nanos = TimeUnit.HOURS.toNanos(1);
        submit(limit, 100);

        assertThat(started).hasSize(5);
    }

    @Test
    void aSlowRateStillLetsOneRequestBeginAtOnce() {
        RequestLimit limit = limit(1_000, Long.MAX_VALUE, 1);
        submit(limit, 3);

        assertThat(started).hasSize(1);
    }

    @Test
    void requestsThatWaitForTheRateBeginWhenTheTimerIsClosed() {
        RequestLimit limit =
                new RequestLimit(
                        10,
                        Long.MAX_VALUE,
                        RequestRate.of(1, () -> nanos),
                        (millis, task) -> {
                            throw new RejectedExecutionException("closed");
                        });
        submit(limit, 3);

        assertThat(started).hasSize(3);
    }

    private RequestLimit limit(int requests, long bytes) {
        return limit(requests, bytes, null);
    }

    /** Time passes by waiting only. */
    private RequestLimit limit(int requests, long bytes, @Nullable Integer perSecond) {
        return new RequestLimit(
                requests,
                bytes,
                RequestRate.of(perSecond, () -> nanos),
                (millis, task) ->
                        later.add(
                                () -> {
                                    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
                                    task.run();
                                }));
    }

    private List<CompletableFuture<Long>> submit(RequestLimit limit, int requests) {
        RequestLimit.Lane lane = limit.lane();
        List<CompletableFuture<Long>> results = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            results.add(submit(lane, "", new ArrayList<>()));
        }
        return results;
    }

    private CompletableFuture<Long> submit(
            RequestLimit.Lane lane, String name, List<String> order) {
        return lane.submit(
                () -> {
                    CompletableFuture<Long> answer = new CompletableFuture<>();
                    started.add(answer);
                    order.add(name);
                    return answer;
                },
                size -> size);
    }
}
