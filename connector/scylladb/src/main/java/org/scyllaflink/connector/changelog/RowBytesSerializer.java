/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.scyllaflink.connector.model.Encoding;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Serializer of rows as {@link RowEncoding} writes them. Which column a cell belongs to is told by
 * the table's schema, which the snapshot keeps.
 */
final class RowBytesSerializer extends TypeSerializer<byte[]> {

    private static final long serialVersionUID = 1L;

    private final TableSchema schema;

    RowBytesSerializer(TableSchema schema) {
        this.schema = schema;
    }

    @Override
    public void serialize(byte[] row, DataOutputView target) throws IOException {
        Encoding.writeInt(row.length, target);
        target.write(row);
    }

    @Override
    public byte[] deserialize(DataInputView source) throws IOException {
        byte[] row = new byte[Encoding.readInt(source)];
        source.readFully(row);
        return row;
    }

    @Override
    public byte[] deserialize(byte[] reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public byte[] copy(byte[] from) {
        return from;
    }

    @Override
    public byte[] copy(byte[] from, byte[] reuse) {
        return from;
    }

    @Override
    public byte[] createInstance() {
        return new byte[0];
    }

    /** Rows are written anew and never changed in place. */
    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializer<byte[]> duplicate() {
        return this;
    }

    @Override
    public TypeSerializerSnapshot<byte[]> snapshotConfiguration() {
        return new RowBytesSerializerSnapshot(schema);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowBytesSerializer that && schema.equals(that.schema);
    }

    @Override
    public int hashCode() {
        return schema.hashCode();
    }
}
