/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.util.Collector;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.SnapshotRow;

/**
 * Turns a row of a table into the elements of the stream. Runs in the task thread, one instance a
 * reader.
 *
 * @param <T> element of the stream
 */
@PublicEvolving
public interface SnapshotDeserializationSchema<T> extends Serializable, ResultTypeQueryable<T> {

    /**
     * Hands rows on as they are, to be united with the changes of the log.
     *
     * @param type of the stream of changes, such as {@code
     *     ChangeDeserializationSchema.changes(schema).getProducedType()}
     */
    static SnapshotDeserializationSchema<Change> changes(TypeInformation<Change> type) {
        return new RowsAsTheyAre(type);
    }

    /**
     * Called once, before the first row.
     *
     * @param context metrics and class loader of the reader
     * @throws Exception fails the job
     */
    default void open(DeserializationSchema.InitializationContext context) throws Exception {}

    /**
     * Emits none, one or several elements. The static columns of a partition come as a row of their
     * own before the partition's rows, if one of them has a value.
     *
     * @throws IOException if the row cannot be turned into elements; fails the job
     */
    void deserialize(SnapshotRow row, Collector<T> out) throws IOException;
}
