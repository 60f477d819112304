/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymbolsTest {
    private final Symbols symbols = new Symbols(1_000);

    @ParameterizedTest
    @CsvSource({
        "USING TIMESTAMP $T, USING TIMESTAMP 1000",
        "$T+2 $T-1, 1002 999",
        "TIMESTAMP $NOW+6s;, TIMESTAMP 6001000;",
        "VALUES ($PAST), VALUES (1000000000)",
        "$TEA, $TEA"
    })
    void timesTakeThePlaceOfTheirSymbols(String text, String expected) {
        assertThat(symbols.statement(text)).isEqualTo(expected);
    }

    @Test
    void aTimeOfAnotherFormIsRefused() {
        assertThat(symbols.time("$T+1")).isEqualTo(1_001);
        assertThatThrownBy(() -> symbols.time("soon"))
                .hasMessage("time: soon (expected: $T, $T+<n> or $T-<n>)");
    }
}
