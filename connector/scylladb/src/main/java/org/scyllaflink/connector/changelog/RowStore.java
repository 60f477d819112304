/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Key;

/**
 * The rows of the partition that is Flink's current key, as {@link RowEncoding} writes them. A
 * table without clustering columns has one row a partition, for which a map would double the state.
 */
sealed interface RowStore {

    byte @Nullable [] get(Key clusteringKey) throws Exception;

    void put(Key clusteringKey, byte[] row) throws Exception;

    void remove(Key clusteringKey) throws Exception;

    boolean isEmpty() throws Exception;

    /** All rows; an entry's value may be set and the entry may be removed on the way. */
    Iterator<Map.Entry<Key, byte[]>> iterator() throws Exception;

    /** Rows by clustering key. */
    record Clustered(MapState<Key, byte[]> rows) implements RowStore {

        @Override
        public byte @Nullable [] get(Key clusteringKey) throws Exception {
            return rows.get(clusteringKey);
        }

        @Override
        public void put(Key clusteringKey, byte[] row) throws Exception {
            rows.put(clusteringKey, row);
        }

        @Override
        public void remove(Key clusteringKey) throws Exception {
            rows.remove(clusteringKey);
        }

        @Override
        public boolean isEmpty() throws Exception {
            return rows.isEmpty();
        }

        @Override
        public Iterator<Map.Entry<Key, byte[]>> iterator() throws Exception {
            return rows.iterator();
        }
    }

    /** The one row of a partition. */
    record Single(ValueState<byte[]> row) implements RowStore {

        @Override
        public byte @Nullable [] get(Key clusteringKey) throws Exception {
            return row.value();
        }

        @Override
        public void put(Key clusteringKey, byte[] bytes) throws Exception {
            row.update(bytes);
        }

        @Override
        public void remove(Key clusteringKey) {
            row.clear();
        }

        @Override
        public boolean isEmpty() throws Exception {
            return row.value() == null;
        }

        @Override
        public Iterator<Map.Entry<Key, byte[]>> iterator() {
            throw new IllegalStateException(
                    "range delete in a table without clustering columns (expected: none)");
        }
    }
}
