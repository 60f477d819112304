/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestOrderTest {
    private final Generations generations = new Generations();

    TestOrderTest() {
        generations.addAll(List.of(Generation.create(1, 3, 2, new Random(1))));
    }

    @Test
    void aNewGenerationIsAsLargeAsTheLastUnlessItsSizeIsGiven() {
        assertThat(TestOrder.parse("ORDER NEW GENERATION AT 5", generations))
                .hasToString("ORDER NEW GENERATION AT 5 WITH VNODES 3 SHARDS 2");
        assertThat(
                        TestOrder.parse(
                                "order new generation\nat 5 with vnodes 8 shards 1;", generations))
                .hasToString("ORDER NEW GENERATION AT 5 WITH VNODES 8 SHARDS 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ORDER",
                "ORDER NEW GENERATION",
                "ORDER NEW GENERATION AT soon",
                "ORDER NEW GENERATION AT 5 WITH VNODES 8",
                "ORDER TEA"
            })
    void anUnknownOrderIsRefused(String order) {
        assertThatThrownBy(() -> TestOrder.parse(order, generations))
                .hasMessage(
                        "unknown order: "
                                + order
                                + " (expected: ORDER NEW GENERATION AT <millis>"
                                + " [WITH VNODES <n> SHARDS <m>])");
    }

    @Test
    void statementsAreNoOrders() {
        assertThat(TestOrder.isOrder("Order new generation at 5")).isTrue();
        assertThat(TestOrder.isOrder("SELECT * FROM ks.orders")).isFalse();
    }
}
