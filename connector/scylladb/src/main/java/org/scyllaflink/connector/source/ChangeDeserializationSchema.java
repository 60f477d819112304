/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.util.Collector;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Turns a change into the elements of the stream. Runs in the task thread, one instance a reader.
 *
 * @param <T> element of the stream
 */
@PublicEvolving
public interface ChangeDeserializationSchema<T> extends Serializable, ResultTypeQueryable<T> {

    /**
     * Hands changes on as they are, whatever their tables. Between tasks and in state, each carries
     * its schema: where these are known, {@link #changes(TableSchema...)} takes fewer bytes.
     */
    static ChangeDeserializationSchema<Change> changes() {
        return new ChangesAsTheyAre(List.of());
    }

    /**
     * As {@link #changes()}, for changes of these tables above all.
     *
     * @param schemas as they are when the job is built; changes of a table that is altered later go
     *     on as well
     */
    static ChangeDeserializationSchema<Change> changes(TableSchema... schemas) {
        return new ChangesAsTheyAre(List.of(schemas));
    }

    /**
     * Called once, before the first change. Which tables there are it does not tell, as that may
     * change: the schema to read a change with is {@code change.origin().schema()}, the same object
     * for all changes of a table that is not altered.
     *
     * @param context metrics and class loader of the reader
     * @throws Exception fails the job
     */
    default void open(DeserializationSchema.InitializationContext context) throws Exception {}

    /**
     * Emits none, one or several elements. All of them get the change's time as their timestamp.
     *
     * @throws IOException if the change cannot be turned into elements; fails the job
     */
    void deserialize(Change change, Collector<T> out) throws IOException;

    /**
     * Emits the elements of all that one request wrote to one partition at one time: those of each
     * change, one after the other, unless overridden. This is what the source calls.
     *
     * @param batch never without changes; all of one schema
     * @throws IOException as above
     */
    default void deserialize(ChangeBatch batch, Collector<T> out) throws IOException {
        List<Change> changes = batch.changes();
        for (int i = 0; i < changes.size(); i++) {
            deserialize(changes.get(i), out);
        }
    }
}
