/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** How a table's schema is written into the snapshots of serializers that depend on it. */
@Internal
public final class SchemaEncoding {

    private static final byte LIST = 101;
    private static final byte SET = 102;
    private static final byte MAP = 103;
    private static final byte TUPLE = 104;
    private static final byte VECTOR = 105;
    private static final byte USER_DEFINED = 106;

    private SchemaEncoding() {}

    public static void write(TableSchema schema, DataOutput target) throws IOException {
        target.writeUTF(schema.table().keyspace());
        target.writeUTF(schema.table().table());
        Encoding.writeInt(schema.columns().size(), target);
        for (Column column : schema.columns()) {
            target.writeUTF(column.name());
            target.writeByte(code(column.kind()));
            target.writeBoolean(column.order() == Column.Order.DESCENDING);
            writeType(column.type(), target);
        }
    }

    public static TableSchema read(DataInput source) throws IOException {
        TableName table = new TableName(source.readUTF(), source.readUTF());
        int count = Encoding.readInt(source);
        List<Column> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = source.readUTF();
            Column.Kind kind = kind(source.readByte());
            Column.Order order =
                    source.readBoolean() ? Column.Order.DESCENDING : Column.Order.ASCENDING;
            columns.add(new Column(name, kind, readType(source), order));
        }
        return new TableSchema(table, columns);
    }

    private static void writeType(CqlType type, DataOutput target) throws IOException {
        if (type instanceof CqlType.Native simple) {
            target.writeByte(code(simple));
        } else if (type instanceof CqlType.ListOf list) {
            target.writeByte(LIST);
            target.writeBoolean(list.frozen());
            writeType(list.element(), target);
        } else if (type instanceof CqlType.SetOf set) {
            target.writeByte(SET);
            target.writeBoolean(set.frozen());
            writeType(set.element(), target);
        } else if (type instanceof CqlType.MapOf map) {
            target.writeByte(MAP);
            target.writeBoolean(map.frozen());
            writeType(map.key(), target);
            writeType(map.value(), target);
        } else if (type instanceof CqlType.TupleOf tuple) {
            target.writeByte(TUPLE);
            Encoding.writeInt(tuple.fields().size(), target);
            for (CqlType field : tuple.fields()) {
                writeType(field, target);
            }
        } else if (type instanceof CqlType.VectorOf vector) {
            target.writeByte(VECTOR);
            writeType(vector.element(), target);
            Encoding.writeInt(vector.dimensions(), target);
        } else {
            writeUserDefined((CqlType.UserDefined) type, target);
        }
    }

    private static void writeUserDefined(CqlType.UserDefined type, DataOutput target)
            throws IOException {
        target.writeByte(USER_DEFINED);
        target.writeBoolean(type.frozen());
        target.writeUTF(type.name());
        Encoding.writeInt(type.fields().size(), target);
        for (CqlType.UserDefined.Field field : type.fields()) {
            target.writeUTF(field.name());
            writeType(field.type(), target);
        }
    }

    private static CqlType readType(DataInput source) throws IOException {
        byte code = source.readByte();
        switch (code) {
            case LIST:
                boolean frozenList = source.readBoolean();
                return new CqlType.ListOf(readType(source), frozenList);
            case SET:
                boolean frozenSet = source.readBoolean();
                return new CqlType.SetOf(readType(source), frozenSet);
            case MAP:
                boolean frozenMap = source.readBoolean();
                CqlType key = readType(source);
                return new CqlType.MapOf(key, readType(source), frozenMap);
            case TUPLE:
                int size = Encoding.readInt(source);
                List<CqlType> fields = new ArrayList<>(size);
                for (int i = 0; i < size; i++) {
                    fields.add(readType(source));
                }
                return new CqlType.TupleOf(fields);
            case VECTOR:
                CqlType element = readType(source);
                return new CqlType.VectorOf(element, Encoding.readInt(source));
            case USER_DEFINED:
                return readUserDefined(source);
            default:
                return simple(code);
        }
    }

    private static CqlType readUserDefined(DataInput source) throws IOException {
        boolean frozen = source.readBoolean();
        String name = source.readUTF();
        int size = Encoding.readInt(source);
        List<CqlType.UserDefined.Field> fields = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            String field = source.readUTF();
            fields.add(new CqlType.UserDefined.Field(field, readType(source)));
        }
        return new CqlType.UserDefined(name, fields, frozen);
    }

    private static CqlType.Native simple(byte code) throws IOException {
        for (CqlType.Native type : CqlType.Native.values()) {
            if (code(type) == code) {
                return type;
            }
        }
        throw new IOException("type code " + code + " (expected: 1 to 20 or 101 to 106)");
    }

    private static Column.Kind kind(byte code) throws IOException {
        for (Column.Kind kind : Column.Kind.values()) {
            if (code(kind) == code) {
                return kind;
            }
        }
        throw new IOException("column kind code " + code + " (expected: 1 to 4)");
    }

    private static int code(Column.Kind kind) {
        return switch (kind) {
            case PARTITION_KEY -> 1;
            case CLUSTERING -> 2;
            case STATIC -> 3;
            case REGULAR -> 4;
        };
    }

    private static int code(CqlType.Native type) {
        return switch (type) {
            case ASCII -> 1;
            case BIGINT -> 2;
            case BLOB -> 3;
            case BOOLEAN -> 4;
            case COUNTER -> 5;
            case DATE -> 6;
            case DECIMAL -> 7;
            case DOUBLE -> 8;
            case DURATION -> 9;
            case FLOAT -> 10;
            case INET -> 11;
            case INT -> 12;
            case SMALLINT -> 13;
            case TEXT -> 14;
            case TIME -> 15;
            case TIMESTAMP -> 16;
            case TIMEUUID -> 17;
            case TINYINT -> 18;
            case UUID -> 19;
            case VARINT -> 20;
        };
    }
}
