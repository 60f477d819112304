/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeId;
import org.scyllaflink.connector.model.ChangeOrigin;
import org.scyllaflink.connector.model.Encoding;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.PartitionDelete;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.RowImage;
import org.scyllaflink.connector.model.RowMarker;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Writes changes in a compact form: kind, flags, origin, keys, then what the kind has. A schema
 * that is in the serializer's own list costs a byte; any other is written with each of its changes.
 *
 * <p>Reads what the first version wrote, whose images did not tell null from left out.
 */
@Internal
public final class ChangeSerializer extends TypeSerializer<Change> {

    private static final long serialVersionUID = 1L;

    private static final int ROW_CHANGE = 1;
    private static final int ROW_DELETE = 2;
    private static final int RANGE_DELETE = 3;
    private static final int PARTITION_DELETE = 4;
    private static final int SNAPSHOT_ROW = 5;

    private static final int EXPIRATION = 1;
    private static final int STATIC = 1 << 1;
    private static final int MARKER = 1 << 2;
    private static final int BEFORE = 1 << 3;
    private static final int AFTER = 1 << 4;
    private static final int START_INCLUSIVE = 1 << 5;
    private static final int END_INCLUSIVE = 1 << 6;
    private static final int SECOND_VERSION = 1 << 7;

    private final TableSchema[] schemas;
    private transient @Nullable SchemaReferences references;

    /**
     * @param schemas that most of the changes to be written or read have; may be empty
     */
    public ChangeSerializer(List<TableSchema> schemas) {
        this.schemas = schemas.toArray(new TableSchema[0]);
    }

    List<TableSchema> schemas() {
        return List.of(schemas);
    }

    @Override
    public void serialize(Change change, DataOutputView target) throws IOException {
        switch (change.kind()) {
            case ROW_CHANGE -> write((RowChange) change, target);
            case ROW_DELETE -> write((RowDelete) change, target);
            case RANGE_DELETE -> write((RangeDelete) change, target);
            case PARTITION_DELETE -> write((PartitionDelete) change, target);
            case SNAPSHOT_ROW -> write((SnapshotRow) change, target);
        }
    }

    @Override
    public Change deserialize(DataInputView source) throws IOException {
        int kind = source.readByte();
        int flags = source.readByte();
        ChangeOrigin origin = readOrigin(flags, source);
        Key partitionKey = Encoding.readKey(source);
        return switch (kind) {
            case ROW_CHANGE -> readRowChange(flags, origin, partitionKey, source);
            case ROW_DELETE -> {
                Key clusteringKey = Encoding.readKey(source);
                RowImage before = readImage(flags, BEFORE, origin.schema(), source);
                yield new RowDelete(origin, partitionKey, clusteringKey, before);
            }
            case RANGE_DELETE ->
                    new RangeDelete(
                            origin,
                            partitionKey,
                            readBound((flags & START_INCLUSIVE) != 0, source),
                            readBound((flags & END_INCLUSIVE) != 0, source));
            case PARTITION_DELETE ->
                    new PartitionDelete(
                            origin,
                            partitionKey,
                            readImage(flags, BEFORE, origin.schema(), source));
            case SNAPSHOT_ROW -> {
                Key clusteringKey = (flags & STATIC) != 0 ? null : Encoding.readKey(source);
                yield new SnapshotRow(
                        origin, partitionKey, clusteringKey, CellEncoding.read(source));
            }
            default -> throw new IOException("change kind " + kind + " (expected: 1 to 5)");
        };
    }

    private void write(RowChange change, DataOutputView target) throws IOException {
        int flags =
                flag(change.isStatic(), STATIC)
                        | flag(change.marker() != null, MARKER)
                        | flag(change.before() != null, BEFORE)
                        | flag(change.after() != null, AFTER);
        writeHead(ROW_CHANGE, flags, change, target);
        if (change.clusteringKey() != null) {
            Encoding.writeKey(change.clusteringKey(), target);
        }
        if (change.marker() != null) {
            Encoding.writeInt(change.marker().ttlSeconds(), target);
        }
        DeltaEncoding.write(change.deltas(), target);
        writeImage(change.before(), target);
        writeImage(change.after(), target);
    }

    private void write(RowDelete change, DataOutputView target) throws IOException {
        writeHead(ROW_DELETE, flag(change.before() != null, BEFORE), change, target);
        Encoding.writeKey(change.clusteringKey(), target);
        writeImage(change.before(), target);
    }

    private void write(RangeDelete change, DataOutputView target) throws IOException {
        int flags =
                flag(change.start().inclusive(), START_INCLUSIVE)
                        | flag(change.end().inclusive(), END_INCLUSIVE);
        writeHead(RANGE_DELETE, flags, change, target);
        Encoding.writeKey(change.start().prefix(), target);
        Encoding.writeKey(change.end().prefix(), target);
    }

    private void write(PartitionDelete change, DataOutputView target) throws IOException {
        writeHead(PARTITION_DELETE, flag(change.before() != null, BEFORE), change, target);
        writeImage(change.before(), target);
    }

    private void write(SnapshotRow row, DataOutputView target) throws IOException {
        writeHead(SNAPSHOT_ROW, flag(row.isStatic(), STATIC), row, target);
        if (row.clusteringKey() != null) {
            Encoding.writeKey(row.clusteringKey(), target);
        }
        CellEncoding.write(row.cells(), target);
    }

    private void writeHead(int kind, int flags, Change change, DataOutputView target)
            throws IOException {
        ChangeOrigin origin = change.origin();
        target.writeByte(kind);
        target.writeByte(flags | flag(origin.expiration(), EXPIRATION) | SECOND_VERSION);
        references().write(origin.schema(), target);
        target.writeLong(origin.id().stream().token());
        target.writeLong(origin.id().stream().low());
        target.writeLong(origin.id().time().mostSignificant());
        target.writeLong(origin.id().time().leastSignificant());
        Encoding.writeInt(origin.id().batchSequence(), target);
        target.writeLong(origin.generationStart().toEpochMilli());
        Encoding.writeKey(change.partitionKey(), target);
    }

    private ChangeOrigin readOrigin(int flags, DataInputView source) throws IOException {
        TableSchema schema = references().read(source);
        StreamId stream = new StreamId(source.readLong(), source.readLong());
        CdcTime time = new CdcTime(source.readLong(), source.readLong());
        ChangeId id = new ChangeId(stream, time, Encoding.readInt(source));
        Instant generationStart = Instant.ofEpochMilli(source.readLong());
        return new ChangeOrigin(schema, id, generationStart, (flags & EXPIRATION) != 0);
    }

    private static RowChange readRowChange(
            int flags, ChangeOrigin origin, Key partitionKey, DataInputView source)
            throws IOException {
        Key clusteringKey = (flags & STATIC) != 0 ? null : Encoding.readKey(source);
        RowMarker marker = (flags & MARKER) == 0 ? null : new RowMarker(Encoding.readInt(source));
        return new RowChange(
                origin,
                partitionKey,
                clusteringKey,
                marker,
                DeltaEncoding.read(valueColumns(origin.schema()), source),
                readImage(flags, BEFORE, origin.schema(), source),
                readImage(flags, AFTER, origin.schema(), source));
    }

    private static RangeDelete.Bound readBound(boolean inclusive, DataInputView source)
            throws IOException {
        return new RangeDelete.Bound(Encoding.readKey(source), inclusive);
    }

    private static void writeImage(@Nullable RowImage image, DataOutputView target)
            throws IOException {
        if (image != null) {
            ImageEncoding.write(image, target);
        }
    }

    private static @Nullable RowImage readImage(
            int flags, int flag, TableSchema schema, DataInputView source) throws IOException {
        if ((flags & flag) == 0) {
            return null;
        }
        return (flags & SECOND_VERSION) == 0
                ? ImageEncoding.readFirstVersion(valueColumns(schema), source)
                : ImageEncoding.read(valueColumns(schema), source);
    }

    private SchemaReferences references() {
        SchemaReferences made = references;
        if (made == null) {
            made = new SchemaReferences(schemas());
            references = made;
        }
        return made;
    }

    private static int valueColumns(TableSchema schema) {
        return schema.columns().size() - schema.keySize();
    }

    private static int flag(boolean set, int flag) {
        return set ? flag : 0;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public Change copy(Change from) {
        return from;
    }

    @Override
    public Change copy(Change from, Change reuse) {
        return from;
    }

    @Override
    public Change deserialize(Change reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public Change createInstance() {
        return null;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializer<Change> duplicate() {
        return new ChangeSerializer(schemas());
    }

    @Override
    public TypeSerializerSnapshot<Change> snapshotConfiguration() {
        return new ChangeSerializerSnapshot(List.of(schemas));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChangeSerializer that && schemas().equals(that.schemas());
    }

    @Override
    public int hashCode() {
        return schemas().hashCode();
    }
}
