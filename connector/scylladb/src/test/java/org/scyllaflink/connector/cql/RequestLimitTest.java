/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RequestLimitTest {

    /** Answers that the test gives, in the order in which the requests were started. */
    private final List<CompletableFuture<Long>> started = new ArrayList<>();

    @Test
    void requestsBeyondTheLimitStartWhenOthersFinish() {
        RequestLimit limit = new RequestLimit(2, Long.MAX_VALUE);
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
        RequestLimit limit = new RequestLimit(64, 1_000);
        List<CompletableFuture<Long>> results = submit(limit, 200);
        for (int i = 0; i < 100; i++) {
            started.get(i).complete(500L);
        }

        assertThat(started.size() - 100).isEqualTo(2);
        assertThat(results.get(99)).isCompleted();
    }

    @Test
    void smallPagesRaiseTheNumberOfRequestsToItsLimit() {
        RequestLimit limit = new RequestLimit(64, 1_000);
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
        RequestLimit limit = new RequestLimit(64, 10);
        submit(limit, 100);
        for (int i = 0; i < 50; i++) {
            started.get(i).complete(1_000_000L);
        }

        assertThat(started).hasSize(51);
    }

    @Test
    void requestsThatFinishAtOnceDoNotDeepenTheStack() {
        RequestLimit limit = new RequestLimit(1, Long.MAX_VALUE);
        List<CompletableFuture<Long>> results = submit(limit, 1);
        for (int i = 0; i < 100_000; i++) {
            results.add(limit.submit(() -> CompletableFuture.completedFuture(0L), size -> size));
        }
        started.get(0).complete(0L);

        assertThat(results).allMatch(CompletableFuture::isDone);
    }

    private List<CompletableFuture<Long>> submit(RequestLimit limit, int requests) {
        List<CompletableFuture<Long>> results = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            results.add(
                    limit.submit(
                            () -> {
                                CompletableFuture<Long> answer = new CompletableFuture<>();
                                started.add(answer);
                                return answer;
                            },
                            size -> size));
        }
        return results;
    }
}
