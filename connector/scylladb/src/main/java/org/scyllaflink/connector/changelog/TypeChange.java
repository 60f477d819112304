/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.List;
import org.scyllaflink.connector.model.CqlType;

/** What a table's type may become without its values reading differently. */
final class TypeChange {

    private TypeChange() {}

    /**
     * Whether values of one type can be read as values of another: if they are the same, or hold
     * user-defined types that differ in added fields or the names of fields. Values tell fields by
     * their position, which never changes.
     */
    static boolean isReadable(CqlType found, CqlType expected) {
        if (found.equals(expected)) {
            return true;
        } else if (found.getClass() != expected.getClass()
                || found.isAtomic() != expected.isAtomic()) {
            return false;
        } else if (found instanceof CqlType.ListOf list) {
            return isReadable(list.element(), ((CqlType.ListOf) expected).element());
        } else if (found instanceof CqlType.SetOf set) {
            return isReadable(set.element(), ((CqlType.SetOf) expected).element());
        } else if (found instanceof CqlType.MapOf map) {
            return isReadable(map.key(), ((CqlType.MapOf) expected).key())
                    && isReadable(map.value(), ((CqlType.MapOf) expected).value());
        } else if (found instanceof CqlType.TupleOf tuple) {
            List<CqlType> fields = ((CqlType.TupleOf) expected).fields();
            return tuple.fields().size() == fields.size() && areReadable(tuple.fields(), fields);
        } else if (found instanceof CqlType.UserDefined udt) {
            CqlType.UserDefined before = (CqlType.UserDefined) expected;
            return udt.name().equals(before.name()) && areReadable(types(udt), types(before));
        } else if (found instanceof CqlType.VectorOf vector) {
            CqlType.VectorOf before = (CqlType.VectorOf) expected;
            return vector.dimensions() == before.dimensions()
                    && isReadable(vector.element(), before.element());
        }
        return false;
    }

    /** As far as both have fields. */
    private static boolean areReadable(List<CqlType> found, List<CqlType> expected) {
        for (int i = 0; i < Math.min(found.size(), expected.size()); i++) {
            if (!isReadable(found.get(i), expected.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<CqlType> types(CqlType.UserDefined udt) {
        return udt.fields().stream().map(CqlType.UserDefined.Field::type).toList();
    }
}
