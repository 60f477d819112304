/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.Locale;
import org.apache.flink.annotation.PublicEvolving;

/** Where a job without a savepoint begins. */
@PublicEvolving
public enum StartupMode {
    /** With a snapshot of the table, and then its log. */
    INITIAL(true),
    /** With a snapshot of the table, after which the job ends. */
    SNAPSHOT(true),
    /** At the oldest change that the log still holds. */
    EARLIEST(false),
    /** With what is written from now on. */
    LATEST(false),
    /** At a given time. */
    TIMESTAMP(false);

    private final boolean readsTable;

    StartupMode(boolean readsTable) {
        this.readsTable = readsTable;
    }

    /** Whether all rows of the table are read first. */
    boolean readsTable() {
        return readsTable;
    }

    /** The value of the option. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
