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
     * @param cells values by regular or static column; null deletes the cell, a column left out is
     *     not touched. Of a column with several cells it is an {@link ElementChange}, or its whole
     *     value if it is not a list
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
     * @param cells as in {@link Insert}, at least one
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
     * {@code UPDATE} of static columns without a row.
     *
     * @param partition values of the partition key
     * @param cells as in {@link Insert}, of static columns only, at least one
     * @param micros the write's timestamp
     * @param ttlSeconds time to live of the values, 0 for none
     */
    record StaticUpdate(
            List<Object> partition, Map<String, Object> cells, long micros, int ttlSeconds)
            implements Write {
        /** Copies the cells. */
        public StaticUpdate {
            partition = List.copyOf(partition);
            cells = copyOf(cells);
            checkTtl(ttlSeconds);
            if (cells.isEmpty()) {
                throw new IllegalArgumentException("UPDATE of " + partition + " without a column");
            }
        }
    }

    /**
     * {@code DELETE column, … FROM}.
     *
     * @param key the row
     * @param columns at least one regular or static column
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

    /**
     * Several writes of one partition and one timestamp in one request.
     *
     * @param form how they are one
     * @param writes at least one, none of them several
     */
    record Several(Form form, List<Write> writes) implements Write {
        /** How several writes are one request. */
        public enum Form {
            /** {@code BEGIN BATCH}. */
            BATCH,
            /**
             * {@code IN} on the last clustering column: updates, or row deletes, that are alike in
             * all but the value of that column.
             */
            IN
        }

        /** Copies the writes and checks what they have in common. */
        public Several {
            writes = List.copyOf(writes);
            for (Write write : writes) {
                if (write instanceof Several
                        || write.micros() != writes.get(0).micros()
                        || !write.partition().equals(writes.get(0).partition())) {
                    throw new IllegalArgumentException(
                            "several writes with %s (expected: single ones like %s)"
                                    .formatted(write, writes.get(0)));
                }
            }
        }

        @Override
        public long micros() {
            return writes.get(0).micros();
        }

        @Override
        public List<Object> partition() {
            return writes.get(0).partition();
        }
    }

    /** The single writes that a write is made of: itself, or the several. */
    static List<Write> singles(Write write) {
        return write instanceof Several several ? several.writes() : List.of(write);
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
