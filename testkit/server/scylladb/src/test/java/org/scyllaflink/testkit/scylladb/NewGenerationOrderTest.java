/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NewGenerationOrderTest {
    private final Generations generations = new Generations();

    NewGenerationOrderTest() {
        generations.addAll(List.of(Generation.create(1, 3, 2, new Random(1))));
    }

    @Test
    void aNewGenerationIsAsLargeAsTheLastUnlessItsSizeIsGiven() {
        assertThat(order("ORDER NEW GENERATION AT 5")).isEqualTo(new NewGenerationOrder(5, 3, 2));
        assertThat(order("order new generation\nat 5 with vnodes 8 shards 1;"))
                .isEqualTo(new NewGenerationOrder(5, 8, 1));
    }

    private NewGenerationOrder order(String query) {
        return NewGenerationOrder.of(NewGenerationOrder.KIND.syntax().match(query), generations);
    }
}
