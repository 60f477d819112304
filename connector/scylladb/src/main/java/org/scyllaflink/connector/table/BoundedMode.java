/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.Locale;
import org.apache.flink.annotation.PublicEvolving;

/** Where reading the log ends. */
@PublicEvolving
public enum BoundedMode {
    /** Never. */
    UNBOUNDED,
    /** At the time when the job first runs. */
    LATEST,
    /** At a given time. */
    TIMESTAMP;

    /** The value of the option. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
