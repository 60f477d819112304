/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.SnapshotRow;

/** Emits each row itself. */
record RowsAsTheyAre(TypeInformation<Change> type)
        implements SnapshotDeserializationSchema<Change> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(SnapshotRow row, Collector<Change> out) {
        out.collect(row);
    }

    @Override
    public TypeInformation<Change> getProducedType() {
        return type;
    }
}
