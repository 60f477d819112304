/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.Locale;
import org.apache.flink.annotation.PublicEvolving;

/** What to do when the log's TTL has removed changes that were not read yet. */
@PublicEvolving
public enum OnDataLoss {
    /** The job fails with an error that names the gap. */
    FAIL,
    /** Reading goes on with the first change that is still kept; what was missed is counted. */
    CONTINUE;

    /** In lower case, as options are written. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
