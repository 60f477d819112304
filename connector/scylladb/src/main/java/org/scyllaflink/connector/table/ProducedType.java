/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.table.types.logical.RowType;
import org.scyllaflink.connector.model.TableSchema;

/** The type of the rows that a scan hands to a query. */
final class ProducedType {

    private ProducedType() {}

    /**
     * The produced columns, then the metadata, by their keys. A key that is also the name of such a
     * column gets an underscore more: the planner goes by positions, but a row has each name once.
     */
    static RowType of(TableSchema schema, RowType columns, List<ReadableMetadata> metadata) {
        List<RowType.RowField> fields = new ArrayList<>(columns.getFields());
        Set<String> taken = new HashSet<>(columns.getFieldNames());
        for (ReadableMetadata wanted : metadata) {
            String name = wanted.key();
            while (!taken.add(name)) {
                name += "_";
            }
            fields.add(new RowType.RowField(name, wanted.type(schema)));
        }
        return new RowType(fields);
    }
}
