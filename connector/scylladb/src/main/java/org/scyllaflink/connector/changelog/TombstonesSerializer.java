/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.scyllaflink.connector.model.Encoding;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.RangeDelete;

/** Writes what state keeps of a partition as a whole: a format byte, then its deletes. */
final class TombstonesSerializer extends TypeSerializerSingleton<Tombstones> {

    static final TombstonesSerializer INSTANCE = new TombstonesSerializer();

    private static final long serialVersionUID = 1L;
    private static final byte FORMAT = 1;

    @Override
    public void serialize(Tombstones tombstones, DataOutputView target) throws IOException {
        target.writeByte(FORMAT);
        target.writeLong(tombstones.partitionMicros());
        Encoding.writeInt(tombstones.ranges().size(), target);
        for (Tombstones.Range range : tombstones.ranges()) {
            writeBound(range.start(), target);
            writeBound(range.end(), target);
            target.writeLong(range.micros());
        }
    }

    @Override
    public Tombstones deserialize(DataInputView source) throws IOException {
        byte format = source.readByte();
        if (format != FORMAT) {
            throw new IOException("tombstones format " + format + " (expected: " + FORMAT + ")");
        }
        long partitionMicros = source.readLong();
        int count = Encoding.readInt(source);
        List<Tombstones.Range> ranges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            RangeDelete.Bound start = readBound(source);
            RangeDelete.Bound end = readBound(source);
            ranges.add(new Tombstones.Range(start, end, source.readLong()));
        }
        return new Tombstones(partitionMicros, ranges);
    }

    private static void writeBound(RangeDelete.Bound bound, DataOutputView target)
            throws IOException {
        target.writeBoolean(bound.inclusive());
        Encoding.writeKey(bound.prefix(), target);
    }

    private static RangeDelete.Bound readBound(DataInputView source) throws IOException {
        boolean inclusive = source.readBoolean();
        Key prefix = Encoding.readKey(source);
        return new RangeDelete.Bound(prefix, inclusive);
    }

    @Override
    public Tombstones deserialize(Tombstones reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public Tombstones copy(Tombstones from) {
        return from;
    }

    @Override
    public Tombstones copy(Tombstones from, Tombstones reuse) {
        return from;
    }

    @Override
    public Tombstones createInstance() {
        return Tombstones.NONE;
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
    public TypeSerializerSnapshot<Tombstones> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public for Flink, which makes it from a savepoint. */
    @Internal
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Tombstones> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
