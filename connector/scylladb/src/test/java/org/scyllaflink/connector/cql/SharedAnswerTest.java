/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SharedAnswerTest {

    private final List<CompletableFuture<String>> asked = new ArrayList<>();
    private long nanos;

    private final SharedAnswer<String> answers =
            new SharedAnswer<>(
                    () -> {
                        CompletableFuture<String> answer = new CompletableFuture<>();
                        asked.add(answer);
                        return answer;
                    },
                    () -> nanos);

    @Test
    void anAnswerServesAllWhoTakeOneOfItsAge() {
        CompletableFuture<String> first = answers.noOlderThan(100);
        asked.get(0).complete("a");
        nanos = 50;

        assertThat(first).isCompletedWithValue("a");
        assertThat(answers.noOlderThan(100)).isCompletedWithValue("a");
        assertThat(asked).hasSize(1);

        nanos = 101;
        assertThat(answers.noOlderThan(100)).isNotDone();
        assertThat(asked).hasSize(2);
    }

    @Test
    void theNextAnswerIsAskedForBeforeThisOneIsTooOld() {
        answers.noOlderThan(100);
        asked.get(0).complete("a");
        nanos = 51;

        assertThat(answers.noOlderThan(100)).isCompletedWithValue("a");
        assertThat(answers.noOlderThan(100)).isCompletedWithValue("a");
        assertThat(asked).hasSize(2);

        nanos = 101;
        CompletableFuture<String> second = answers.noOlderThan(100);
        assertThat(second).isNotDone();
        asked.get(1).complete("b");
        assertThat(second).isCompletedWithValue("b");
        assertThat(asked).hasSize(2);
    }

    @Test
    void theAgeOfAnAnswerCountsFromItsQuestion() {
        answers.noOlderThan(100);
        nanos = 50;
        asked.get(0).complete("a");
        nanos = 101;

        assertThat(answers.noOlderThan(100)).isNotDone();
    }

    @Test
    void whoComesWhileAQuestionIsUnderWayTakesItsAnswerIfItIsNewEnough() {
        answers.noOlderThan(10);
        nanos = 5;
        CompletableFuture<String> second = answers.noOlderThan(10);
        asked.get(0).complete("a");

        assertThat(second).isCompletedWithValue("a");
        assertThat(asked).hasSize(1);
    }

    @Test
    void allWhoNeedANewerOneShareTheQuestionAfterIt() {
        answers.noOlderThan(0);
        CompletableFuture<String> second = answers.noOlderThan(0);
        CompletableFuture<String> third = answers.noOlderThan(0);
        assertThat(asked).hasSize(1);

        asked.get(0).complete("a");
        assertThat(asked).hasSize(2);
        assertThat(second).isNotDone();

        asked.get(1).complete("b");
        assertThat(second).isCompletedWithValue("b");
        assertThat(third).isCompletedWithValue("b");
        assertThat(asked).hasSize(2);
    }

    @Test
    void aFailureIsForThoseWhoWaitedForIt() {
        CompletableFuture<String> first = answers.noOlderThan(0);
        CompletableFuture<String> second = answers.noOlderThan(0);
        asked.get(0).completeExceptionally(new IOException("down"));

        assertThatThrownBy(first::join).hasCause(new IOException("down"));
        asked.get(1).complete("b");
        assertThat(second).isCompletedWithValue("b");
    }
}
