/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderSyntaxTest {
    private final OrderSyntax syntax =
            new OrderSyntax("ORDER FAIL [EVERY] <n> READS OF <table> WITH EASE|PAIN [AT <millis>]");

    @Test
    void argumentsAreFoundByTheirNames() {
        assertThat(syntax.match("Order fail 3 reads of ks.\"T t\" with pain at 12;"))
                .isEqualTo(
                        new OrderArguments(
                                Map.of(
                                        "n", "3",
                                        "table", "ks.\"T t\"",
                                        "EASE|PAIN", "pain",
                                        "millis", "12")));
    }

    @Test
    void optionalWordsMayBeMissing() {
        assertThat(syntax.match("ORDER FAIL EVERY 3 READS OF a.b WITH EASE").given())
                .containsEntry("table", "a.b")
                .doesNotContainKey("millis");
    }

    @Test
    void wordsAreWholeWords() {
        assertThat(syntax.match("ORDER FAIL3 READS OF a.b WITH EASE")).isNull();
        assertThat(syntax.match("ORDER FAIL 3 READS OF b WITH EASE")).isNull();
        assertThat(syntax.match("ORDER FAIL 3 READS OF a.b WITH LOVE")).isNull();
    }
}
