/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.SchemaEncoding;
import org.scyllaflink.connector.model.TableSchema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a savepoint keeps of the serializer of rows: the schema their cells are ordered by. */
@Internal
public final class RowBytesSerializerSnapshot implements TypeSerializerSnapshot<byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(RowBytesSerializerSnapshot.class);
    private static final int VERSION = 1;

    private @Nullable TableSchema schema;

    /** For Flink, which calls {@link #readSnapshot} next. */
    public RowBytesSerializerSnapshot() {}

    RowBytesSerializerSnapshot(TableSchema schema) {
        this.schema = schema;
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView target) throws IOException {
        SchemaEncoding.write(schema, target);
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView source, ClassLoader classLoader)
            throws IOException {
        if (readVersion != VERSION) {
            throw new IOException(
                    "row serializer: version " + readVersion + " (expected: " + VERSION + ")");
        }
        schema = SchemaEncoding.read(source);
    }

    @Override
    public TypeSerializer<byte[]> restoreSerializer() {
        return new RowBytesSerializer(schema);
    }

    @Override
    public TypeSerializerSchemaCompatibility<byte[]> resolveSchemaCompatibility(
            TypeSerializerSnapshot<byte[]> oldSnapshot) {
        TableSchema old = ((RowBytesSerializerSnapshot) oldSnapshot).schema;
        if (schema.equals(old)) {
            return TypeSerializerSchemaCompatibility.compatibleAsIs();
        }
        LOG.error("State holds rows of {} (expected: rows of {})", old, schema);
        return TypeSerializerSchemaCompatibility.incompatible();
    }
}
