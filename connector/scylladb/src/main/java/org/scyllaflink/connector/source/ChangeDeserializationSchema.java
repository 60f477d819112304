/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.util.Collector;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Turns a change into the elements of the stream. Runs in the task thread, one instance a reader.
 *
 * @param <T> element of the stream
 */
@PublicEvolving
public interface ChangeDeserializationSchema<T> extends Serializable, ResultTypeQueryable<T> {

    /** Hands changes on as they are. */
    static ChangeDeserializationSchema<Change> changes(TableSchema schema) {
        return new ChangesAsTheyAre(schema);
    }

    /**
     * Called once, before the first change.
     *
     * @param schema the table as it is when the reader starts; {@code change.origin().schema()} is
     *     the one to read a change with
     */
    default void open(TableSchema schema) {}

    /**
     * Emits none, one or several elements. All of them get the change's time as their timestamp.
     *
     * @throws IOException if the change cannot be turned into elements; fails the job
     */
    void deserialize(Change change, Collector<T> out) throws IOException;
}
