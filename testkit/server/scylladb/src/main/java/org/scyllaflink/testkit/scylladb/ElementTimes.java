/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.cassandra.cql3.selection.RawSelector;
import org.apache.cassandra.cql3.selection.Selectable.WritetimeOrTTL;
import org.apache.cassandra.cql3.statements.SelectStatement;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.schema.Schema;
import org.apache.cassandra.schema.TableId;
import org.apache.cassandra.schema.TableMetadata;

/**
 * Whether a SELECT may ask for the write times and TTLs of the elements of non-frozen columns. One
 * for the whole JVM, as Cassandra itself is. Safe for many threads.
 */
final class ElementTimes {
    static final ElementTimes ORDERED = new ElementTimes();

    private final Set<TableId> refused = ConcurrentHashMap.newKeySet();

    void refuse(TableMetadata table) {
        refused.add(table.id);
    }

    void clear() {
        refused.clear();
    }

    /**
     * Checks what was parsed.
     *
     * @throws InvalidRequestException if it asks for times that are refused
     */
    void check(Object statement) {
        if (refused.isEmpty()
                || !(statement instanceof SelectStatement.RawStatement select)
                || !select.isFullyQualified()) {
            return;
        }
        TableMetadata table = Schema.instance.getTableMetadata(select.keyspace(), select.name());
        if (table == null || !refused.contains(table.id)) {
            return;
        }
        for (RawSelector selector : select.selectClause) {
            if (selector.selectable instanceof WritetimeOrTTL.Raw raw) {
                WritetimeOrTTL time = raw.prepare(table);
                if (time.column.type.isMultiCell()) {
                    throw new InvalidRequestException(
                            "Cannot use selection function "
                                    + time.kind.name
                                    + " on non-frozen collection "
                                    + time.column.name);
                }
            }
        }
    }
}
