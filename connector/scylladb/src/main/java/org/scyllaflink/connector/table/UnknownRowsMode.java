/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.Locale;
import org.apache.flink.annotation.PublicEvolving;

/** What to do about rows that were written before the log that is read. */
@PublicEvolving
public enum UnknownRowsMode {
    /** A partition is read from the table when its first change comes. */
    READ,
    /** Rows show what the log tells of them, and nothing else. */
    PARTIAL;

    /** The value of the option. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
