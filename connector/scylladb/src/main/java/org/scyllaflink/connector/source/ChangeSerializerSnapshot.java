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

/**
 * What a savepoint keeps of a {@link ChangeSerializer}: the schemas that its bytes name by their
 * place. The second version says the same as the first; it keeps connectors from reading changes
 * that they do not know.
 */
@Internal
public final class ChangeSerializerSnapshot implements TypeSerializerSnapshot<Change> {

    private static final int FIRST_VERSION = 1;
    private static final int VERSION = 2;

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
        if (readVersion < FIRST_VERSION || readVersion > VERSION) {
            throw new IOException(
                    "change serializer: version " + readVersion + " (expected: 1 or 2)");
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
        return old.equals(schemas)
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
    }
}
