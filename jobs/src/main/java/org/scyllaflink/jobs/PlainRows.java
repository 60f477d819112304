/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.utils.JoinedRowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TinyIntType;
import org.apache.flink.types.RowKind;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Rows of a changelog as plain ones, whose kind is a column. Only the table's own columns keep
 * their names: what caused a row must not decide whether it counts.
 */
final class PlainRows implements Serializable {

    static final String TIME = "$time";

    private static final long serialVersionUID = 1L;
    private static final String KIND = "$kind";

    private final RowData.FieldGetter[] fields;
    private final RowType plainType;

    private PlainRows(RowData.FieldGetter[] fields, RowType plainType) {
        this.fields = fields;
        this.plainType = plainType;
    }

    static PlainRows of(TypeInformation<RowData> type, TableSchema schema) {
        RowType rowType = ((InternalTypeInfo<RowData>) type).toRowType();
        RowData.FieldGetter[] fields = new RowData.FieldGetter[rowType.getFieldCount()];
        List<RowType.RowField> plain = new ArrayList<>();
        for (int i = 0; i < fields.length; i++) {
            fields[i] = RowData.createFieldGetter(rowType.getTypeAt(i), i);
            String name = rowType.getFieldNames().get(i);
            boolean own = i < schema.columns().size();
            plain.add(new RowType.RowField(own ? name : "$" + name, rowType.getTypeAt(i)));
        }
        plain.add(new RowType.RowField(KIND, new TinyIntType(false)));
        return new PlainRows(fields, new RowType(false, plain));
    }

    /** Type of {@link #toPlain}'s rows. */
    RowType plainType() {
        return plainType;
    }

    /** The same with the event time as a last column. */
    RowType timedType() {
        List<RowType.RowField> columns = new ArrayList<>(plainType.getFields());
        columns.add(new RowType.RowField(TIME, new LocalZonedTimestampType(3)));
        return new RowType(false, columns);
    }

    RowData toPlain(RowData row) {
        return new JoinedRowData(row, GenericRowData.of(row.getRowKind().toByteValue()));
    }

    /** Copies, as SQL's operators use their rows again. */
    RowData fromPlain(RowData plain) {
        GenericRowData row =
                new GenericRowData(
                        RowKind.fromByteValue(plain.getByte(fields.length)), fields.length);
        for (int i = 0; i < fields.length; i++) {
            row.setField(i, fields[i].getFieldOrNull(plain));
        }
        return row;
    }
}
