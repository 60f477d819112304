/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void equalCountsAreToldWithTheirSums() {
        Verdict verdict = Verdict.of("Kafka", Map.of("a", 2L, "b", 3L), Map.of("b", 3L, "a", 2L));

        assertThat(verdict.isEqual()).isTrue();
        assertThat(verdict.text()).contains("EQUAL", "Kafka", "2 segments", "5 members");
    }

    @Test
    void missingAndSurplusSegmentsDiffer() {
        Verdict verdict = Verdict.of("Kafka", Map.of("a", 2L, "b", 3L), Map.of("a", 2L, "c", 1L));

        assertThat(verdict.isEqual()).isFalse();
        assertThat(verdict.differences())
                .containsExactly("b: table 3, Kafka 0", "c: table 0, Kafka 1");
    }

    @Test
    void onlyTheFirstTenDifferencesAreShown() {
        Map<String, Long> table =
                IntStream.range(10, 30)
                        .mapToObj(i -> "s" + i)
                        .collect(Collectors.toMap(Function.identity(), segment -> 1L));

        Verdict verdict = Verdict.of("Kafka", table, Map.of());

        assertThat(verdict.differences()).hasSize(20);
        assertThat(verdict.text().lines()).hasSize(11);
        assertThat(verdict.text()).contains("20 of 20 segments", "s19").doesNotContain("s20");
    }
}
