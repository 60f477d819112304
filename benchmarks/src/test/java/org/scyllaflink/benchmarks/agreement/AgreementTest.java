/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private static final Map<String, List<String>> WANTED =
            Map.of("01", List.of("a", "b"), "02", List.of("c"));

    @Test
    void theSameInTheSameOrderAgrees() {
        Agreement agreement =
                Agreement.of("x", WANTED, Map.of("02", List.of("c"), "01", List.of("a", "b")));

        assertThat(agreement.isEqual()).isTrue();
        assertThat(agreement.text()).isEqualTo("x: 3 and 3 in 2 partitions: equal");
    }

    @Test
    void theFirstDifferenceIsShown() {
        assertThat(second(Map.of("01", List.of("b", "a"), "02", List.of("c"))))
                .endsWith("partition 0x01, number 1\n  first:  a\n  second: b");
        assertThat(second(Map.of("01", List.of("a"), "02", List.of("c"))))
                .endsWith("number 2\n  first:  b\n  second: no more");
        assertThat(second(Map.of("01", List.of("a", "b"), "02", List.of("c", "c"))))
                .endsWith("partition 0x02, number 2\n  first:  no more\n  second: c");
        assertThat(
                        second(
                                Map.of(
                                        "01", List.of("a", "b"),
                                        "02", List.of("c"),
                                        "03", List.of("d"))))
                .endsWith("partition 0x03, number 1\n  first:  no more\n  second: d");
    }

    private static String second(Map<String, List<String>> found) {
        Agreement agreement = Agreement.of("x", WANTED, found);
        assertThat(agreement.isEqual()).isFalse();
        return agreement.text();
    }
}
