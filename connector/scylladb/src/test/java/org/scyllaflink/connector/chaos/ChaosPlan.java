/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.time.Duration;

/**
 * A run to be made.
 *
 * @param seed of all choices
 * @param writing how long writers write
 */
record ChaosPlan(long seed, Mode mode, Duration writing) {

    /** What the keyspaces of the tables are spread by. */
    enum Mode {
        VNODES,
        TABLETS,
        /** One of each. */
        MIXED
    }

    /** Whether a table's keyspace has tablets. */
    boolean hasTablets(String keyspace) {
        return mode == Mode.TABLETS || mode == Mode.MIXED && keyspace.equals(ChaosTable.SECOND);
    }

    @Override
    public String toString() {
        return "-Dchaos.seed="
                + seed
                + " -Dchaos.mode="
                + mode
                + " ("
                + writing.toSeconds()
                + " s of writes)";
    }
}
