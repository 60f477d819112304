/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.model.ValueReader;

/** Tells the partitions that a query asks for. Used by one thread. */
final class PartitionFilter implements Serializable {

    private static final long serialVersionUID = 1L;

    private final TableSchema schema;
    private final List<PartitionCondition> conditions;
    private transient List<ValueReader> readers;

    /**
     * @param conditions all of which must hold; none for all partitions
     */
    PartitionFilter(TableSchema schema, List<PartitionCondition> conditions) {
        this.schema = schema;
        this.conditions = List.copyOf(conditions);
    }

    boolean isOfAll() {
        return conditions.isEmpty();
    }

    /**
     * @throws IOException if bytes of the key are no value of their type
     */
    boolean passes(Key partitionKey) throws IOException {
        if (readers == null) {
            readers = new ArrayList<>();
            for (PartitionCondition condition : conditions) {
                readers.add(ValueReader.of(schema.column(condition.index()).type()));
            }
        }
        for (int i = 0; i < conditions.size(); i++) {
            PartitionCondition condition = conditions.get(i);
            Object value = read(readers.get(i), partitionKey, condition.index());
            if (value == null || !condition.values().contains(value)) {
                return false;
            }
        }
        return true;
    }

    private Object read(ValueReader reader, Key key, int index) throws IOException {
        try {
            return reader.read(key.value(index));
        } catch (RuntimeException e) {
            throw new IOException(
                    "table "
                            + schema.table()
                            + ", column '"
                            + schema.column(index).name()
                            + "': "
                            + key.value(index)
                            + " (expected: a value of type "
                            + schema.column(index).type().cql()
                            + ")",
                    e);
        }
    }
}
