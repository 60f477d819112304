/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.scyllaflink.connector.model.Key;

/** Flink's type of keys, to partition a stream of changes by. */
final class KeyTypeInformation extends TypeInformation<Key> {

    static final KeyTypeInformation INSTANCE = new KeyTypeInformation();

    private static final long serialVersionUID = 1L;

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<Key> getTypeClass() {
        return Key.class;
    }

    @Override
    public boolean isKeyType() {
        return true;
    }

    @Override
    public TypeSerializer<Key> createSerializer(SerializerConfig config) {
        return KeySerializer.INSTANCE;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof KeyTypeInformation;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyTypeInformation;
    }

    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public String toString() {
        return "Key";
    }
}
