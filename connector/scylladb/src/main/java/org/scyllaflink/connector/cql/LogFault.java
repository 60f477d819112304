/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import org.scyllaflink.connector.model.ChangeId;
import org.scyllaflink.connector.model.TableName;

/** A log row that is not as ScyllaDB promises. */
final class LogFault {

    private LogFault() {}

    /**
     * @param what the value found and, in brackets, what was expected
     */
    static IllegalStateException at(TableName table, ChangeId id, String what) {
        return new IllegalStateException(
                "CDC log of "
                        + table
                        + ", stream "
                        + id.stream()
                        + ", time "
                        + id.time()
                        + ", row "
                        + id.batchSequence()
                        + ": "
                        + what);
    }
}
