/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadBudgetTest {

    private final ReadBudget budget = new ReadBudget(64, 800, new ReaderMailbox());

    @Test
    void takesPagesForLargeUntilItHasSeenSome() {
        assertThat(requests()).isEqualTo(16);
    }

    @Test
    void asksForMoreAtATimeWherePagesAreSmall() {
        for (int i = 0; i < 100; i++) {
            readAPage(1);
        }
        assertThat(requests()).isEqualTo(64);
    }

    @Test
    void keepsRoomForWhatItHasAskedFor() {
        for (int i = 0; i < 100; i++) {
            readAPage(300);
        }
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void readsPageByPageWhereOneIsLargerThanAllThatMayBeHeld() {
        for (int i = 0; i < 100; i++) {
            readAPage(100_000);
        }
        assertThat(budget.tryRequest()).isTrue();
        assertThat(budget.tryRequest()).isFalse();
        budget.answered(100_000);
        assertThat(budget.tryRequest()).as("before the page is emitted").isFalse();
        budget.emitted(100_000);
        assertThat(budget.tryRequest()).isTrue();
    }

    @Test
    void learnsNothingFromAnswersThatAreNoPages() {
        for (int i = 0; i < 100; i++) {
            assertThat(budget.tryRequest()).isTrue();
            budget.answeredWithoutPage();
        }
        assertThat(requests()).isEqualTo(16);
    }

    @Test
    void sharesTheHeapAmongReaders() {
        long most = Long.MAX_VALUE;
        HeapShare first = new HeapShare(most);
        HeapShare second = new HeapShare(most);
        first.take();
        long alone = first.bytes();
        second.take();
        assertThat(first.bytes()).isLessThan(alone).isEqualTo(second.bytes());
        second.giveBack();
        second.giveBack();
        assertThat(first.bytes()).isEqualTo(alone);
        first.giveBack();
    }

    private int requests() {
        int requests = 0;
        while (budget.tryRequest()) {
            requests++;
        }
        return requests;
    }

    private void readAPage(long bytes) {
        assertThat(budget.tryRequest()).isTrue();
        budget.answered(bytes);
        budget.emitted(bytes);
    }
}
