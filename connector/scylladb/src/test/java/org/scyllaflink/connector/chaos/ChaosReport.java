/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/**
 * What happened in a run whose changes were all right.
 *
 * @param handOvers how often a table's changes went on in another generation
 * @param starts how often the job was started, by failovers and savepoints too
 * @param heldBack changes that came before the watermark had reached their generation
 * @param troubles how often each was made
 */
record ChaosReport(
        ChaosPlan plan,
        int changes,
        int keys,
        int handOvers,
        int starts,
        int heldBack,
        Map<Troubles.Kind, Integer> troubles,
        ChaosWriter.Result writes,
        long seconds,
        Diary diary) {

    private static final int LEAST_CHANGES = 200;

    /** A run in which nothing happened proves nothing. */
    void assertEventful() {
        assertThat(changes).as("changes of %s", this).isGreaterThan(LEAST_CHANGES);
        assertThat(handOvers).as("hand-overs of %s", this).isPositive();
        assertThat(troubles).as("troubles of %s", this).containsKeys(Troubles.Kind.values());
        assertThat(starts).as("starts of the job of %s", this).isGreaterThan(2);
    }

    @Override
    public String toString() {
        return String.format(
                "%s: %d changes of %d keys, %d hand-overs, %d starts of the job, %d changes held"
                        + " back, %s, %s, %d s",
                plan, changes, keys, handOvers, starts, heldBack, troubles, writes, seconds);
    }
}
