/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Encoding;
import org.scyllaflink.connector.model.SchemaEncoding;
import org.scyllaflink.connector.model.TableSchema;

/**
 * How changes name their schema: by its place in the list that both sides know, or, if it is not
 * there, as a table's that was altered since the job was built, by that list's size and the schema
 * in full. Every change has to be readable by itself, which is why it is written each time; what
 * that costs beyond bytes, memory of both sides spares. For one thread at a time.
 */
final class SchemaReferences {

    /** A job that sees more has tables made and dropped all the time, and old ones are useless. */
    private static final int MOST_REMEMBERED = 1_000;

    private final List<TableSchema> known;
    private final Map<TableSchema, byte[]> written = new HashMap<>();
    private final Map<CqlValue, TableSchema> read = new HashMap<>();

    private @Nullable TableSchema lastWritten;
    private byte[] lastReference = new byte[0];
    private byte[] buffer = new byte[512];
    private @Nullable TableSchema lastRead;
    private byte[] lastBytes = new byte[0];

    SchemaReferences(List<TableSchema> known) {
        this.known = known;
    }

    void write(TableSchema schema, DataOutputView target) throws IOException {
        if (schema != lastWritten) {
            byte[] reference = written.get(schema);
            if (reference == null) {
                reference = reference(schema);
                remember(written, schema, reference);
            }
            lastReference = reference;
            lastWritten = schema;
        }
        target.write(lastReference);
    }

    /** One object for all changes of one schema. */
    TableSchema read(DataInputView source) throws IOException {
        int index = Encoding.readInt(source);
        if (index < 0 || index > known.size()) {
            throw new IOException(
                    "table index " + index + " (expected: at most " + known.size() + ")");
        }
        return index < known.size() ? known.get(index) : readInFull(source);
    }

    private TableSchema readInFull(DataInputView source) throws IOException {
        int size = Encoding.readInt(source);
        if (size < 0) {
            throw new IOException("schema of " + size + " bytes (expected: at least 0)");
        }
        if (size > buffer.length) {
            buffer = new byte[size];
        }
        source.readFully(buffer, 0, size);
        if (lastRead != null && Arrays.equals(buffer, 0, size, lastBytes, 0, lastBytes.length)) {
            return lastRead;
        }
        lastBytes = Arrays.copyOf(buffer, size);
        CqlValue content = CqlValue.wrap(lastBytes);
        TableSchema schema = read.get(content);
        if (schema == null) {
            schema = SchemaEncoding.read(new DataInputStream(new ByteArrayInputStream(lastBytes)));
            remember(read, content, schema);
        }
        lastRead = schema;
        return schema;
    }

    private byte[] reference(TableSchema schema) throws IOException {
        DataOutputSerializer reference = new DataOutputSerializer(256);
        int index = known.indexOf(schema);
        if (index >= 0) {
            Encoding.writeInt(index, reference);
            return reference.getCopyOfBuffer();
        }
        DataOutputSerializer inFull = new DataOutputSerializer(256);
        SchemaEncoding.write(schema, inFull);
        Encoding.writeInt(known.size(), reference);
        Encoding.writeInt(inFull.length(), reference);
        reference.write(inFull.getCopyOfBuffer());
        return reference.getCopyOfBuffer();
    }

    private static <K, V> void remember(Map<K, V> memory, K key, V value) {
        if (memory.size() >= MOST_REMEMBERED) {
            memory.clear();
        }
        memory.put(key, value);
    }
}
