/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One question that many ask, each with a limit on how old the answer may be. Never more than one
 * is under way: who needs a newer answer than that shares the one after it. Safe for use by several
 * threads, none of which ever waits.
 */
final class SharedAnswer<T> {

    private final Supplier<? extends CompletionStage<T>> question;
    private final LongSupplier nanoClock;

    // All guarded by this.
    private @Nullable T latest;
    private long latestNanos;
    private @Nullable CompletableFuture<T> underWay;
    private long underWayNanos;
    private @Nullable CompletableFuture<T> following;

    /**
     * @param question asks; must not block
     */
    SharedAnswer(Supplier<? extends CompletionStage<T>> question, LongSupplier nanoClock) {
        this.question = question;
        this.nanoClock = nanoClock;
    }

    /**
     * An answer to a question that was asked at most so long ago, or is asked now. From half that
     * age on the next one is asked for ahead, so that those who ask all the time never wait.
     */
    CompletableFuture<T> noOlderThan(long ageNanos) {
        CompletableFuture<T> asked;
        CompletableFuture<T> answer;
        synchronized (this) {
            long age = nanoClock.getAsLong() - latestNanos;
            boolean isNewEnough = latest != null && age <= ageNanos;
            if (isNewEnough && (underWay != null || age <= ageNanos / 2)) {
                return CompletableFuture.completedFuture(latest);
            }
            if (underWay != null) {
                return nanoClock.getAsLong() - underWayNanos < ageNanos ? underWay : following();
            }
            asked = begin(new CompletableFuture<>());
            answer = isNewEnough ? CompletableFuture.completedFuture(latest) : asked;
        }
        ask(asked);
        return answer;
    }

    private CompletableFuture<T> following() {
        if (following == null) {
            following = new CompletableFuture<>();
        }
        return following;
    }

    private CompletableFuture<T> begin(CompletableFuture<T> asked) {
        underWay = asked;
        underWayNanos = nanoClock.getAsLong();
        return asked;
    }

    private void ask(CompletableFuture<T> asked) {
        question.get()
                .whenComplete(
                        (answer, failure) -> {
                            CompletableFuture<T> next = end(answer);
                            if (failure == null) {
                                asked.complete(answer);
                            } else {
                                asked.completeExceptionally(failure);
                            }
                            if (next != null) {
                                ask(next);
                            }
                        });
    }

    /**
     * @return what is to be asked now; null if nobody waits
     */
    private synchronized @Nullable CompletableFuture<T> end(@Nullable T answer) {
        if (answer != null) {
            latest = answer;
            latestNanos = underWayNanos;
        }
        CompletableFuture<T> next = following;
        following = null;
        underWay = null;
        return next == null ? null : begin(next);
    }
}
