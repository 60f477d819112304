/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.scyllaflink.connector.model.Change;

/** Writes a waiting change: when it is due, then the change as the source's serializer does. */
final class PendingChangeSerializer extends TypeSerializer<PendingChange> {

    private static final long serialVersionUID = 1L;

    private final TypeSerializer<Change> changes;

    PendingChangeSerializer(TypeSerializer<Change> changes) {
        this.changes = changes;
    }

    @Override
    public void serialize(PendingChange pending, DataOutputView target) throws IOException {
        target.writeLong(pending.dueMillis());
        changes.serialize(pending.change(), target);
    }

    @Override
    public PendingChange deserialize(DataInputView source) throws IOException {
        return new PendingChange(source.readLong(), changes.deserialize(source));
    }

    @Override
    public PendingChange deserialize(PendingChange reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.writeLong(source.readLong());
        changes.copy(source, target);
    }

    @Override
    public PendingChange copy(PendingChange from) {
        return from;
    }

    @Override
    public PendingChange copy(PendingChange from, PendingChange reuse) {
        return from;
    }

    @Override
    public PendingChange createInstance() {
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
    public TypeSerializer<PendingChange> duplicate() {
        TypeSerializer<Change> duplicate = changes.duplicate();
        return duplicate == changes ? this : new PendingChangeSerializer(duplicate);
    }

    @Override
    public TypeSerializerSnapshot<PendingChange> snapshotConfiguration() {
        return new Snapshot(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PendingChangeSerializer that && changes.equals(that.changes);
    }

    @Override
    public int hashCode() {
        return changes.hashCode();
    }

    /** Public for Flink, which makes it from a savepoint. */
    @Internal
    public static final class Snapshot
            extends CompositeTypeSerializerSnapshot<PendingChange, PendingChangeSerializer> {

        private static final int VERSION = 1;

        public Snapshot() {}

        Snapshot(PendingChangeSerializer serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return VERSION;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(PendingChangeSerializer serializer) {
            return new TypeSerializer<?>[] {serializer.changes};
        }

        @Override
        @SuppressWarnings("unchecked")
        protected PendingChangeSerializer createOuterSerializerWithNestedSerializers(
                TypeSerializer<?>[] nested) {
            return new PendingChangeSerializer((TypeSerializer<Change>) nested[0]);
        }
    }
}
