/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {

    private static final Histories TRUTH = histories("a", "b", "c");

    @Test
    void isFineIfEachChangeCameOnceInOrder() {
        assertThatCode(() -> Verdict.check(TRUTH, histories("a", "b", "c"), List.of()))
                .doesNotThrowAnyException();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("one is lost", histories("a", "c")),
                Arguments.of("the last is lost", histories("a", "b")),
                Arguments.of("one is repeated", histories("a", "b", "b", "c")),
                Arguments.of("all are repeated", histories("a", "b", "c", "a", "b", "c")),
                Arguments.of("two change places", histories("b", "a", "c")),
                Arguments.of("one says something else", histories("a", "x", "c")),
                Arguments.of("none came", new Histories()),
                Arguments.of("another key came, too", withAnotherKey()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void isBadIf(String what, Histories actual) {
        assertThatThrownBy(() -> Verdict.check(TRUTH, actual, List.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ks.t/");
    }

    @Test
    void isBadIfAChangeIsLate() {
        assertThatThrownBy(() -> Verdict.check(TRUTH, TRUTH, List.of("change b")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("change b");
    }

    @Test
    void showsBothHistoriesAroundTheFirstDifference() {
        assertThatThrownBy(() -> Verdict.check(TRUTH, histories("a", "c"), List.of()))
                .hasMessageContaining("key ks.t/(01) differs at change 1")
                .hasMessageContaining(">     1 b")
                .hasMessageContaining(">     1 c");
    }

    private static Histories histories(String... lines) {
        Histories histories = new Histories();
        Stream.of(lines).forEach(line -> histories.add("ks.t/(01)", line));
        return histories;
    }

    private static Histories withAnotherKey() {
        Histories histories = histories("a", "b", "c");
        histories.add("ks.t/(02)", "a");
        return histories;
    }
}
