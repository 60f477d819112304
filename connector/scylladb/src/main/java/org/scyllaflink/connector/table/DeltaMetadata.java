/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.StringData;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowMarker;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.model.ValueReader;

/** Metadata that is gathered from what a change says of all columns, produced or not. */
final class DeltaMetadata {

    private DeltaMetadata() {}

    /** The shortest TTL; null if nothing that the change wrote expires. */
    static @Nullable Integer ttl(Change change) {
        if (!(change instanceof RowChange row)) {
            return null;
        }
        RowMarker marker = row.marker();
        int shortest = marker == null ? 0 : marker.ttlSeconds();
        for (ColumnDelta delta : logged(row, ReadableMetadata.TTL)) {
            if (delta instanceof ColumnDelta.Written written) {
                shortest = shorter(shortest, written.ttlSeconds());
            } else if (delta instanceof ColumnDelta.Merged merged) {
                for (ColumnDelta.Element element : merged.added()) {
                    shortest = shorter(shortest, element.ttlSeconds());
                }
            }
        }
        return shortest == 0 ? null : shortest;
    }

    /** Zero stands for no TTL. */
    private static int shorter(int left, int right) {
        return left == 0 || right == 0 ? Math.max(left, right) : Math.min(left, right);
    }

    static GenericArrayData deletedColumns(Change change, TableSchema schema) {
        List<StringData> names = new ArrayList<>();
        if (change instanceof RowChange row) {
            List<ColumnDelta> deltas = logged(row, ReadableMetadata.DELETED_COLUMNS);
            for (int i = 0; i < deltas.size(); i++) {
                ColumnDelta delta = deltas.get(i);
                if (delta instanceof ColumnDelta.Deleted
                        || delta instanceof ColumnDelta.Merged merged && merged.cleared()) {
                    names.add(StringData.fromString(schema.column(schema.keySize() + i).name()));
                }
            }
        }
        return new GenericArrayData(names.toArray());
    }

    static GenericMapData removedElements(Change change, TableSchema schema) {
        Map<StringData, GenericArrayData> removed = new LinkedHashMap<>();
        if (change instanceof RowChange row) {
            List<ColumnDelta> deltas = logged(row, ReadableMetadata.REMOVED_ELEMENTS);
            for (int i = 0; i < deltas.size(); i++) {
                if (deltas.get(i) instanceof ColumnDelta.Merged merged
                        && !merged.removed().isEmpty()) {
                    CqlType type = schema.column(schema.keySize() + i).type();
                    removed.put(
                            StringData.fromString(schema.column(schema.keySize() + i).name()),
                            new GenericArrayData(
                                    merged.removed().stream()
                                            .map(key -> StringData.fromString(text(type, key)))
                                            .toArray()));
                }
            }
        }
        return new GenericMapData(removed);
    }

    private static List<ColumnDelta> logged(RowChange change, ReadableMetadata metadata) {
        for (ColumnDelta delta : change.deltas()) {
            if (delta instanceof ColumnDelta.Unlogged) {
                throw Unlogged.value("metadata '" + metadata.key() + "'");
            }
        }
        return change.deltas();
    }

    private static String text(CqlType type, CqlValue key) {
        if (type instanceof CqlType.UserDefined udt) {
            int position = AddedElements.position(key);
            return position < udt.fields().size()
                    ? udt.fields().get(position).name()
                    : Integer.toString(position);
        } else if (type instanceof CqlType.ListOf) {
            return plain(CqlType.Native.TIMEUUID, key);
        } else if (type instanceof CqlType.MapOf map) {
            return plain(map.key(), key);
        }
        return plain(((CqlType.SetOf) type).element(), key);
    }

    private static String plain(CqlType type, CqlValue value) {
        if (type == CqlType.Native.BLOB) {
            return value.toString();
        }
        Object read = ValueReader.of(type).read(value);
        return read instanceof InetAddress address
                ? address.getHostAddress()
                : String.valueOf(read);
    }
}
