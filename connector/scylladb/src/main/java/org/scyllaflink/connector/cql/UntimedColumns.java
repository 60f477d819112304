/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.List;
import org.apache.flink.annotation.Internal;
import org.scyllaflink.connector.model.TableName;

/** What is said once of columns whose times the server does not tell. */
@Internal
public final class UntimedColumns {

    private UntimedColumns() {}

    /**
     * @param columns not empty
     */
    public static String warning(TableName table, List<String> columns) {
        return table
                + ": this server does not tell write times and TTLs of elements, so those of columns "
                + String.join(", ", columns)
                + " that are read from the table count as written just before the log is read"
                + " (those of lists: when they are read) and do not expire. Elements written with a"
                + " TTL before that stay until they are written again or deleted";
    }
}
