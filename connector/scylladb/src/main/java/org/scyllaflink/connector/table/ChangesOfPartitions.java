/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.source.ChangeDeserializationSchema;

/** Drops changes of partitions that a query does not ask for, as soon as they are read. */
record ChangesOfPartitions<T>(PartitionFilter filter, ChangeDeserializationSchema<T> changes)
        implements ChangeDeserializationSchema<T> {

    private static final long serialVersionUID = 1L;

    /** The same schema if the filter is of all partitions. */
    static <T> ChangeDeserializationSchema<T> of(
            PartitionFilter filter, ChangeDeserializationSchema<T> changes) {
        return filter.isOfAll() ? changes : new ChangesOfPartitions<>(filter, changes);
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) throws Exception {
        changes.open(context);
    }

    @Override
    public void deserialize(Change change, Collector<T> out) throws IOException {
        if (filter.passes(change.partitionKey())) {
            changes.deserialize(change, out);
        }
    }

    /** All changes of a batch are of one partition. */
    @Override
    public void deserialize(ChangeBatch batch, Collector<T> out) throws IOException {
        if (filter.passes(batch.changes().get(0).partitionKey())) {
            changes.deserialize(batch, out);
        }
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return changes.getProducedType();
    }
}
