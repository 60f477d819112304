/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NewGenerationOrderTest {
    private static final long NOW = 4;

    private final Generations generations = new Generations();

    NewGenerationOrderTest() {
        generations.addAll(List.of(Generation.create(new SetTimes(1, 1), 3, 2, new Random(1))));
    }

    @Test
    void aNewGenerationIsAsLargeAsTheLastUnlessItsSizeIsGiven() {
        assertThat(order("ORDER NEW GENERATION AT 5"))
                .isEqualTo(new NewGenerationOrder(new SetTimes(5, NOW), 3, 2));
        assertThat(order("order new generation\nat 5 with vnodes 8 shards 1;"))
                .isEqualTo(new NewGenerationOrder(new SetTimes(5, NOW), 8, 1));
    }

    @Test
    void clientsSeeANewGenerationAtOnceUnlessATimeIsGiven() {
        assertThat(order("ORDER NEW GENERATION AT 5 PUBLISHED AT 9").times())
                .isEqualTo(new SetTimes(5, 9));
    }

    private NewGenerationOrder order(String query) {
        return NewGenerationOrder.of(
                NewGenerationOrder.KIND.syntax().match(query), generations, NOW);
    }
}
