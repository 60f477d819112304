/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The judgement of the chaos test finds sources that carry a fault, each in a world where the fault
 * shows for certain and where the source as it is passes.
 */
class ChaosFaultsTest {

    private static final SourceSeams NONE = new SourceSeams.None();
    private static final Duration OFTEN = Duration.ofMillis(25);

    /** Longer than the horizon's margin: a switch comes before it is looked for. */
    private static final Duration SELDOM = Duration.ofMillis(400);

    @Test
    void theSourceAsItIsPassesThroughAFailureAfterEachPoll() {
        assertThatCode(() -> ChaosFaultsWorld.judge(NONE, OFTEN, true)).doesNotThrowAnyException();
    }

    @Test
    void aPositionThatMovesBeforeTheEmitLosesChanges() {
        assertThatThrownBy(
                        () -> ChaosFaultsWorld.judge(new ChaosFaults.PositionFirst(), OFTEN, true))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("keys differ");
    }

    @Test
    void aFinishedSplitForgottenAtAFailoverLosesAllThatFollowsIt() {
        assertThatThrownBy(
                        () ->
                                ChaosFaultsWorld.judge(
                                        new ChaosFaults.FinishForgotten(), OFTEN, true))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("keys differ");
    }

    @Test
    void theSourceAsItIsPassesThoughItSeldomLooksForSwitches() {
        assertThatCode(() -> ChaosFaultsWorld.judge(NONE, SELDOM, false))
                .doesNotThrowAnyException();
    }

    @Test
    void aWindowReadPastAnUnseenSwitchMakesChangesLate() {
        assertThatThrownBy(
                        () ->
                                ChaosFaultsWorld.judge(
                                        new ChaosFaults.HorizonIgnored(), SELDOM, false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("behind the watermark");
    }
}
