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

/**
 * What a savepoint keeps of the serializer of rows: the schema of those written last. Rows of the
 * second version tell their layout by a number; see {@link RowLayouts}.
 */
@Internal
public final class RowBytesSerializerSnapshot implements TypeSerializerSnapshot<byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(RowBytesSerializerSnapshot.class);
    private static final int FIRST_VERSION = 1;
    private static final int VERSION = 2;

    private int version = VERSION;
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
        if (readVersion != FIRST_VERSION && readVersion != VERSION) {
            throw new IOException("row serializer: version " + readVersion + " (expected: 1 or 2)");
        }
        version = readVersion;
        schema = SchemaEncoding.read(source);
    }

    @Override
    public TypeSerializer<byte[]> restoreSerializer() {
        return new RowBytesSerializer(schema);
    }

    @Override
    public TypeSerializerSchemaCompatibility<byte[]> resolveSchemaCompatibility(
            TypeSerializerSnapshot<byte[]> oldSnapshot) {
        RowBytesSerializerSnapshot old = (RowBytesSerializerSnapshot) oldSnapshot;
        if (schema.equals(old.schema)) {
            return TypeSerializerSchemaCompatibility.compatibleAsIs();
        }
        if (old.version == FIRST_VERSION) {
            LOG.error(
                    "State of an older connector holds rows of {} (expected: rows of {}; columns"
                            + " may be added when a savepoint was taken with this one)",
                    old.schema,
                    schema);
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        try {
            SchemaMapping.ofFormer(old.schema, schema);
            return TypeSerializerSchemaCompatibility.compatibleAsIs();
        } catch (IllegalStateException e) {
            LOG.error("State holds rows of {} (expected: rows of {})", old.schema, schema, e);
            return TypeSerializerSchemaCompatibility.incompatible();
        }
    }
}
