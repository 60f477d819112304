/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.scyllaflink.connector.model.Encoding;
import org.scyllaflink.connector.model.Key;

/** Writes partition and clustering keys: Flink's keys and the keys of the rows in state. */
final class KeySerializer extends TypeSerializerSingleton<Key> {

    static final KeySerializer INSTANCE = new KeySerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(Key key, DataOutputView target) throws IOException {
        Encoding.writeKey(key, target);
    }

    @Override
    public Key deserialize(DataInputView source) throws IOException {
        return Encoding.readKey(source);
    }

    @Override
    public Key deserialize(Key reuse, DataInputView source) throws IOException {
        return Encoding.readKey(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        Encoding.writeKey(Encoding.readKey(source), target);
    }

    @Override
    public Key copy(Key from) {
        return from;
    }

    @Override
    public Key copy(Key from, Key reuse) {
        return from;
    }

    @Override
    public Key createInstance() {
        return Key.EMPTY;
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
    public TypeSerializerSnapshot<Key> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Public for Flink, which makes it from a savepoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Key> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
