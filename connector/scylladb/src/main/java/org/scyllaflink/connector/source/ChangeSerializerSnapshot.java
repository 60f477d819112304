/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.Encoding;
import org.scyllaflink.connector.model.SchemaEncoding;
import org.scyllaflink.connector.model.TableSchema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a savepoint keeps of a {@link ChangeSerializer}: the schemas its bytes were written with.
 */
@Internal
public final class ChangeSerializerSnapshot implements TypeSerializerSnapshot<Change> {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeSerializerSnapshot.class);
    private static final int VERSION = 1;

    private List<TableSchema> schemas;

    /** For Flink, which calls {@link #readSnapshot} next. */
    public ChangeSerializerSnapshot() {
        this(List.of());
    }

    ChangeSerializerSnapshot(List<TableSchema> schemas) {
        this.schemas = schemas;
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView target) throws IOException {
        Encoding.writeInt(schemas.size(), target);
        for (TableSchema schema : schemas) {
            SchemaEncoding.write(schema, target);
        }
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView source, ClassLoader classLoader)
            throws IOException {
        if (readVersion != VERSION) {
            throw new IOException(
                    "change serializer: version " + readVersion + " (expected: " + VERSION + ")");
        }
        int count = Encoding.readInt(source);
        List<TableSchema> read = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            read.add(SchemaEncoding.read(source));
        }
        schemas = List.copyOf(read);
    }

    @Override
    public TypeSerializer<Change> restoreSerializer() {
        return new ChangeSerializer(schemas);
    }

    @Override
    public TypeSerializerSchemaCompatibility<Change> resolveSchemaCompatibility(
            TypeSerializerSnapshot<Change> oldSnapshot) {
        List<TableSchema> old = ((ChangeSerializerSnapshot) oldSnapshot).schemas;
        if (old.equals(schemas)) {
            return TypeSerializerSchemaCompatibility.compatibleAsIs();
        }
        LOG.error("State holds changes of {} (expected: changes of {})", old, schemas);
        return TypeSerializerSchemaCompatibility.incompatible();
    }
}
