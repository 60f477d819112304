/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.TableSchema;

/** Emits each change itself. */
record ChangesAsTheyAre(List<TableSchema> schemas) implements ChangeDeserializationSchema<Change> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(Change change, Collector<Change> out) {
        out.collect(change);
    }

    @Override
    public TypeInformation<Change> getProducedType() {
        return new ChangeTypeInformation(schemas);
    }
}
