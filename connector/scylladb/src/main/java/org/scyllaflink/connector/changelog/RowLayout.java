/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.Encoding;
import org.scyllaflink.connector.model.SchemaEncoding;
import org.scyllaflink.connector.model.TableSchema;

/**
 * The columns of rows in state, and which of them are wanted: the others are kept without their
 * values, as their times alone tell whether a row lives.
 */
final class RowLayout implements Serializable {

    private static final long serialVersionUID = 1L;

    private final TableSchema schema;
    private final List<Integer> wanted;

    private RowLayout(TableSchema schema, List<Integer> wanted) {
        this.schema = schema;
        this.wanted = List.copyOf(wanted);
    }

    /** All columns of a table. */
    static RowLayout of(TableSchema schema) {
        return of(schema, schema.columns().stream().map(Column::name).toList());
    }

    /**
     * @param names of the wanted columns
     * @throws IllegalArgumentException if one is not in the table; names it
     */
    static RowLayout of(TableSchema schema, Collection<String> names) {
        return new RowLayout(
                schema, names.stream().map(schema::indexOf).distinct().sorted().toList());
    }

    TableSchema schema() {
        return schema;
    }

    /** Indexes of the wanted columns in the schema, in its order. */
    List<Integer> wanted() {
        return wanted;
    }

    int statics() {
        int count = 0;
        for (Column column : schema.columns()) {
            count += column.kind() == Column.Kind.STATIC ? 1 : 0;
        }
        return count;
    }

    /** Of a row: its marker, then the regular columns. */
    SlotShape[] rowShapes() {
        return shapes(schema.keySize() + statics(), schema.columns().size());
    }

    /** Of the static columns of a partition, behind a marker that is never there. */
    SlotShape[] staticShapes() {
        return shapes(schema.keySize(), schema.keySize() + statics());
    }

    private SlotShape[] shapes(int from, int to) {
        SlotShape[] shapes = new SlotShape[1 + to - from];
        shapes[Row.MARKER] = SlotShape.MARKER;
        for (int i = from; i < to; i++) {
            shapes[1 + i - from] = SlotShape.of(schema.column(i), wanted.contains(i));
        }
        return shapes;
    }

    /** The slots of a row that are shown. */
    int[] shownRowSlots() {
        return shown(schema.keySize() + statics(), schema.columns().size());
    }

    /** As {@link #shownRowSlots}, of the static columns. */
    int[] shownStaticSlots() {
        return shown(schema.keySize(), schema.keySize() + statics());
    }

    private int[] shown(int from, int to) {
        return wanted.stream()
                .filter(index -> index >= from && index < to)
                .mapToInt(index -> 1 + index - from)
                .toArray();
    }

    /**
     * Finds fault with reading rows of another layout as rows of this one.
     *
     * @throws IllegalStateException if this one lacks a column of the other, has it with another
     *     type, or wants values of it that the other has not kept; names the column
     */
    void checkReads(RowLayout stored) {
        Set<String> keptNames = Set.copyOf(stored.wantedNames());
        SchemaMapping.ofFormer(stored.schema, schema);
        for (String name : wantedNames()) {
            int index = schema.indexOf(name);
            if (index >= schema.keySize()
                    && stored.schema.hasColumn(name)
                    && !keptNames.contains(name)) {
                throw new IllegalStateException(
                        String.format(
                                "%s: the job's state holds no values of column '%s' (expected: of"
                                        + " all columns that are read now; it holds those of %s;"
                                        + " start the job without its state)",
                                schema.table(), name, stored.wantedNames()));
            }
        }
    }

    private List<String> wantedNames() {
        return wanted.stream().map(index -> schema.column(index).name()).toList();
    }

    void write(DataOutput target) throws IOException {
        SchemaEncoding.write(schema, target);
        Encoding.writeInt(wanted.size(), target);
        for (int index : wanted) {
            Encoding.writeInt(index, target);
        }
    }

    static RowLayout read(DataInput source) throws IOException {
        TableSchema schema = SchemaEncoding.read(source);
        int size = Encoding.readInt(source);
        List<Integer> wanted = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            wanted.add(Encoding.readInt(source));
        }
        return new RowLayout(schema, wanted);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowLayout that
                && schema.equals(that.schema)
                && wanted.equals(that.wanted);
    }

    @Override
    public int hashCode() {
        return schema.hashCode();
    }
}
