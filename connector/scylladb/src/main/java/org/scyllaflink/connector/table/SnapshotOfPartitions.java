/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.snapshot.SnapshotDeserializationSchema;

/** Drops rows of partitions that a query does not ask for, as soon as they are read. */
record SnapshotOfPartitions<T>(PartitionFilter filter, SnapshotDeserializationSchema<T> rows)
        implements SnapshotDeserializationSchema<T> {

    private static final long serialVersionUID = 1L;

    /** The same schema if the filter is of all partitions. */
    static <T> SnapshotDeserializationSchema<T> of(
            PartitionFilter filter, SnapshotDeserializationSchema<T> rows) {
        return filter.isOfAll() ? rows : new SnapshotOfPartitions<>(filter, rows);
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) throws Exception {
        rows.open(context);
    }

    @Override
    public void deserialize(SnapshotRow row, Collector<T> out) throws IOException {
        if (filter.passes(row.partitionKey())) {
            rows.deserialize(row, out);
        }
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return rows.getProducedType();
    }
}
