/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestOrderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ORDER",
                "ORDER NEW GENERATION",
                "ORDER NEW GENERATION AT soon",
                "ORDER NEW GENERATION AT 5 WITH VNODES 8",
                "ORDER TEA"
            })
    void anUnknownOrderIsAnsweredWithAllThatThereAre(String order) {
        assertThatThrownBy(() -> TestOrder.parse(order))
                .hasMessageStartingWith("unknown order: " + order + "; expected:\n")
                .hasMessageContaining(
                        "\nORDER NEW GENERATION AT <millis> [WITH VNODES <n> SHARDS <m>]");
    }

    @Test
    void statementsAreNoOrders() {
        assertThat(TestOrder.isOrder("Order new generation at 5")).isTrue();
        assertThat(TestOrder.isOrder("SELECT * FROM ks.orders")).isFalse();
    }
}
