/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.nio.ByteBuffer;
import org.apache.cassandra.cql3.CQL3Type;
import org.apache.cassandra.cql3.Term;
import org.apache.cassandra.cql3.functions.ArgumentDeserializer;
import org.apache.cassandra.db.marshal.AbstractType;
import org.apache.cassandra.db.marshal.BytesType;
import org.apache.cassandra.db.marshal.ValueAccessor;
import org.apache.cassandra.serializers.TypeSerializer;

/**
 * Blobs in the order of stream ids: by their tokens, which are signed. Clients must not see that it
 * is a type of its own, so it equals the type of blobs.
 */
final class StreamIdType extends AbstractType<ByteBuffer> {
    static final StreamIdType INSTANCE = new StreamIdType();

    private StreamIdType() {
        super(ComparisonType.CUSTOM);
    }

    @Override
    public <L, R> int compareCustom(
            L left, ValueAccessor<L> leftAccessor, R right, ValueAccessor<R> rightAccessor) {
        if (leftAccessor.isEmpty(left) || rightAccessor.isEmpty(right)) {
            return Boolean.compare(rightAccessor.isEmpty(right), leftAccessor.isEmpty(left));
        }
        // All bits but the first, which is the sign, count like those of a blob.
        int bySign =
                Boolean.compare(
                        rightAccessor.getByte(right, 0) < 0, leftAccessor.getByte(left, 0) < 0);
        return bySign != 0
                ? bySign
                : ValueAccessor.compare(left, leftAccessor, right, rightAccessor);
    }

    @Override
    public ByteBuffer fromString(String source) {
        return BytesType.instance.fromString(source);
    }

    @Override
    public Term fromJSONObject(Object parsed) {
        return BytesType.instance.fromJSONObject(parsed);
    }

    @Override
    public TypeSerializer<ByteBuffer> getSerializer() {
        return BytesType.instance.getSerializer();
    }

    @Override
    public ArgumentDeserializer getArgumentDeserializer() {
        return BytesType.instance.getArgumentDeserializer();
    }

    @Override
    public CQL3Type asCQL3Type() {
        return BytesType.instance.asCQL3Type();
    }

    @Override
    public ByteBuffer getMaskedValue() {
        return BytesType.instance.getMaskedValue();
    }

    @Override
    public boolean equals(Object other) {
        return other == this || other == BytesType.instance;
    }

    @Override
    public int hashCode() {
        return BytesType.instance.hashCode();
    }
}
