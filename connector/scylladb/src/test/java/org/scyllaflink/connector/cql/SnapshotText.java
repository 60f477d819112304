/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.model.ValueReader;

/** Rows of a snapshot as short texts: each cell as {@code name[key]=value@micros}. */
final class SnapshotText {

    private SnapshotText() {}

    static List<String> of(List<SnapshotRow> rows) {
        return rows.stream().map(SnapshotText::of).toList();
    }

    static String of(SnapshotRow row) {
        TableSchema schema = row.origin().schema();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < schema.partitionKeySize(); i++) {
            keys.add(value(schema.column(i).type(), row.partitionKey().value(i)));
        }
        if (row.isStatic()) {
            keys.add("static");
        } else {
            for (int i = 0; i < schema.clusteringKeySize(); i++) {
                keys.add(
                        value(
                                schema.column(schema.partitionKeySize() + i).type(),
                                row.clusteringKey().value(i)));
            }
        }
        return String.join("/", keys)
                + row.cells().stream()
                        .map(cell -> " " + cell(schema, cell))
                        .collect(Collectors.joining());
    }

    private static String cell(TableSchema schema, SnapshotRow.Cell cell) {
        CqlType type = schema.column(schema.keySize() + cell.ordinal()).type();
        String key = "";
        CqlType valueType = type;
        if (!type.isAtomic() && type instanceof CqlType.MapOf map) {
            key = value(map.key(), cell.element());
            valueType = map.value();
        } else if (!type.isAtomic() && type instanceof CqlType.SetOf set) {
            key = value(set.element(), cell.element());
        } else if (!type.isAtomic() && type instanceof CqlType.ListOf list) {
            key = "+";
            valueType = list.element();
        } else if (!type.isAtomic() && type instanceof CqlType.UserDefined udt) {
            int position = cell.element().bytes()[1];
            key = udt.fields().get(position).name();
            valueType = udt.fields().get(position).type();
        }
        return schema.column(schema.keySize() + cell.ordinal()).name()
                + (key.isEmpty() ? "" : "[" + key + "]")
                + (cell.value() == null ? "" : "=" + value(valueType, cell.value()))
                + "@"
                + cell.micros();
    }

    private static String value(CqlType type, CqlValue value) {
        return String.valueOf(ValueReader.of(type).read(value));
    }
}
