/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.Nullable;
import org.apache.cassandra.db.marshal.SetType;
import org.apache.cassandra.db.marshal.ShortType;
import org.apache.cassandra.db.marshal.TupleType;
import org.apache.cassandra.db.marshal.UserType;
import org.apache.cassandra.db.rows.Cell;
import org.apache.cassandra.db.rows.CellPath;
import org.apache.cassandra.schema.ColumnMetadata;
import org.apache.cassandra.serializers.CollectionSerializer;

/** Puts the elements of non-frozen columns together to frozen values, as the log holds them. */
final class LogValues {
    private LogValues() {}

    /** Returns the value of an atomic column, or of the elements a change writes; null for none. */
    @Nullable
    static ByteBuffer written(ColumnChange change) {
        ColumnMetadata column = change.column();
        if (!column.isComplex()) {
            Cell<?> cell = change.cells().get(0);
            return cell.isTombstone() ? null : cell.buffer();
        }
        SortedMap<CellPath, ByteBuffer> elements = new TreeMap<>(column.cellPathComparator());
        for (Cell<?> cell : change.cells()) {
            if (!cell.isTombstone()) {
                elements.put(cell.path(), cell.buffer());
            }
        }
        // A touched user-defined type is never null in the log, even when all its fields are.
        return column.type instanceof UserType type
                ? fields(type, elements)
                : collection(column, elements);
    }

    /** Returns the set of removed keys; null for none. */
    @Nullable
    static ByteBuffer removed(ColumnChange change) {
        List<ByteBuffer> keys = new ArrayList<>(0);
        for (Cell<?> cell : change.cells()) {
            if (cell.isTombstone()) {
                keys.add(cell.path().get(0));
            }
        }
        return keys.isEmpty() ? null : CollectionSerializer.pack(keys, keys.size());
    }

    /** Returns a value as read; null when it has no elements. */
    @Nullable
    static ByteBuffer stored(ColumnMetadata column, SortedMap<CellPath, ByteBuffer> elements) {
        if (elements.isEmpty()) {
            return null;
        }
        return column.type instanceof UserType type
                ? fields(type, elements)
                : collection(column, elements);
    }

    private static ByteBuffer fields(UserType type, SortedMap<CellPath, ByteBuffer> elements) {
        ByteBuffer[] fields = new ByteBuffer[type.size()];
        elements.forEach((path, value) -> fields[ShortType.instance.compose(path.get(0))] = value);
        return TupleType.buildValue(fields);
    }

    @Nullable
    private static ByteBuffer collection(
            ColumnMetadata column, SortedMap<CellPath, ByteBuffer> elements) {
        if (elements.isEmpty()) {
            return null;
        }
        boolean isSet = column.type instanceof SetType;
        List<ByteBuffer> values = new ArrayList<>(2 * elements.size());
        elements.forEach(
                (path, value) -> {
                    values.add(path.get(0));
                    if (!isSet) {
                        values.add(value);
                    }
                });
        return CollectionSerializer.pack(values, elements.size());
    }
}
