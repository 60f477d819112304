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
                + " that are read from the table are taken to be from just before the log is read,"
                + " and not to expire. Elements written with a TTL before that stay until they are"
                + " written or deleted; elements of a list that are appended while the table is read"
                + " may show twice until the list is written as a whole";
    }
}
