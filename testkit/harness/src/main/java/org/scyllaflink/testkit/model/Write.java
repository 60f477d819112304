/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One CQL write. */
public sealed interface Write {
    /** The write's timestamp, in microseconds since the epoch. */
    long micros();

    /** Values of the partition key. */
    List<Object> partition();

    /**
     * {@code INSERT}: row marker and cells.
     *
     * @param key the row
     * @param cells values by column; null deletes the cell, a column left out is not touched
     * @param micros the write's timestamp
     * @param ttlSeconds time to live of the marker and of the values, 0 for none, as in CQL
     */
    record Insert(RowKey key, Map<String, Object> cells, long micros, int ttlSeconds)
            implements Write {
        /** Copies the cells. */
        public Insert {
            cells = copyOf(cells);
            checkTtl(ttlSeconds);
        }

        @Override
        public List<Object> partition() {
            return key.partition();
        }
    }

    /**
     * {@code UPDATE}: cells without a row marker.
     *
     * @param key the row
     * @param cells values by column, at least one; null deletes the cell
     * @param micros the write's timestamp
     * @param ttlSeconds time to live of the values, 0 for none
     */
    record Update(RowKey key, Map<String, Object> cells, long micros, int ttlSeconds)
            implements Write {
        /** Copies the cells. */
        public Update {
            cells = copyOf(cells);
            checkTtl(ttlSeconds);
            if (cells.isEmpty()) {
                throw new IllegalArgumentException("UPDATE of " + key + " without a column");
            }
        }

        @Override
        public List<Object> partition() {
            return key.partition();
        }
    }

    /**
     * {@code DELETE column, … FROM}.
     *
     * @param key the row
     * @param columns at least one regular column
     * @param micros the write's timestamp
     */
    record ColumnDelete(RowKey key, List<String> columns, long micros) implements Write {
        /** Copies the columns. */
        public ColumnDelete {
            columns = List.copyOf(columns);
            if (columns.isEmpty()) {
                throw new IllegalArgumentException("column delete of " + key + " without a column");
            }
        }

        @Override
        public List<Object> partition() {
            return key.partition();
        }
    }

    /**
     * {@code DELETE FROM} with the whole primary key.
     *
     * @param key the row
     * @param micros the write's timestamp
     */
    record RowDelete(RowKey key, long micros) implements Write {
        @Override
        public List<Object> partition() {
            return key.partition();
        }
    }

    /**
     * {@code DELETE FROM} with a range of clustering keys.
     *
     * @param partition values of the partition key
     * @param lower where the range begins
     * @param upper where it ends
     * @param micros the write's timestamp
     */
    record RangeDelete(List<Object> partition, Bound lower, Bound upper, long micros)
            implements Write {
        /** Copies the partition key. */
        public RangeDelete {
            partition = List.copyOf(partition);
        }
    }

    /**
     * {@code DELETE FROM} with the partition key only.
     *
     * @param partition values of the partition key
     * @param micros the write's timestamp
     */
    record PartitionDelete(List<Object> partition, long micros) implements Write {
        /** Copies the partition key. */
        public PartitionDelete {
            partition = List.copyOf(partition);
        }
    }

    private static Map<String, Object> copyOf(Map<String, Object> cells) {
        return Collections.unmodifiableMap(new TreeMap<>(cells));
    }

    private static void checkTtl(int ttlSeconds) {
        if (ttlSeconds < 0) {
            throw new IllegalArgumentException("TTL: " + ttlSeconds + " s (expected: 0 or more)");
        }
    }
}
