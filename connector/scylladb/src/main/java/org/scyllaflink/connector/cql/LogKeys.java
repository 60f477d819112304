/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.TableSchema;

/** Takes keys out of log rows. All methods throw IllegalArgumentException if a key is not whole. */
final class LogKeys {

    private final TableSchema schema;

    LogKeys(TableSchema schema) {
        this.schema = schema;
    }

    Key partitionKey(LogRow row) {
        return key(row, 0, schema.partitionKeySize());
    }

    /** Checks that the row is of this partition, as all rows of a batch are. */
    void checkPartition(LogRow row, Key partitionKey) {
        for (int i = 0; i < partitionKey.size(); i++) {
            if (!partitionKey.value(i).equals(row.value(i))) {
                throw new IllegalArgumentException(
                        "partition key column '"
                                + schema.column(i).name()
                                + "': "
                                + row.value(i)
                                + " (expected: "
                                + partitionKey.value(i)
                                + " as in the batch's first row)");
            }
        }
    }

    Key clusteringKey(LogRow row) {
        return schema.clusteringKeySize() == 0
                ? Key.EMPTY
                : key(row, schema.partitionKeySize(), schema.clusteringKeySize());
    }

    /**
     * The clustering key, or null if the row is one of static columns. These need not be in the
     * schema any more: the log keeps rows of columns that were dropped.
     */
    @Nullable Key rowKey(LogRow row) {
        for (int i = schema.partitionKeySize(); i < schema.keySize(); i++) {
            if (row.value(i) != null) {
                return clusteringKey(row);
            }
        }
        return schema.clusteringKeySize() == 0 ? Key.EMPTY : null;
    }

    /** The clustering columns that a bound of a range names. */
    Key clusteringPrefix(LogRow row) {
        List<CqlValue> values = new ArrayList<>(schema.clusteringKeySize());
        for (int i = schema.partitionKeySize(); i < schema.keySize(); i++) {
            CqlValue value = row.value(i);
            if (value != null && values.size() < i - schema.partitionKeySize()) {
                throw missing(schema.partitionKeySize() + values.size());
            }
            if (value != null) {
                values.add(value);
            }
        }
        return values.isEmpty() ? Key.EMPTY : new Key(values);
    }

    private Key key(LogRow row, int start, int size) {
        CqlValue[] values = new CqlValue[size];
        for (int i = 0; i < size; i++) {
            CqlValue value = row.value(start + i);
            if (value == null) {
                throw missing(start + i);
            }
            values[i] = value;
        }
        return Key.of(values);
    }

    private IllegalArgumentException missing(int column) {
        return new IllegalArgumentException(
                "key column '"
                        + schema.column(column).name()
                        + "': null (expected: a value; rows from before a key column was renamed"
                        + " have none)");
    }
}
