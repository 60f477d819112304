/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableSchema;

/**
 * What is read of each row besides its key.
 *
 * @param wanted names of columns whose values are read; null for all. Of other columns only times
 *     are read, or nothing without times.
 * @param withTimes whether to read write times and expiry dates, where the server can tell them
 */
@Internal
public record ScannedColumns(@Nullable List<String> wanted, boolean withTimes)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    public static final ScannedColumns ALL = new ScannedColumns(null, true);

    public ScannedColumns {
        wanted = wanted == null ? null : List.copyOf(wanted);
    }

    boolean includes(String column) {
        return wanted == null || wanted.contains(column);
    }

    /**
     * @throws IllegalArgumentException if a wanted column is not in the table; names both
     */
    public void check(TableSchema schema) {
        if (wanted != null) {
            wanted.forEach(schema::indexOf);
        }
    }
}
