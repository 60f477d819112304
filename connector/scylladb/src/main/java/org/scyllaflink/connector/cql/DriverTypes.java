/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.List;
import org.scyllaflink.connector.model.CqlType;

/**
 * What the driver cannot prepare a statement for: it reads the type of a vector from the name of a
 * class, which it cuts at the first comma.
 */
final class DriverTypes {

    private DriverTypes() {}

    /**
     * @throws IllegalArgumentException if the type is, or holds, a vector of others than native
     *     types and lists and sets of such; names the vector
     */
    static void check(CqlType type) {
        if (type instanceof CqlType.VectorOf vector && !isOneName(vector.element())) {
            throw new IllegalArgumentException(
                    "type "
                            + vector.cql()
                            + ", which the driver cannot read (expected: a vector of a native type,"
                            + " or of lists or sets of one)");
        }
        parts(type).forEach(DriverTypes::check);
    }

    private static boolean isOneName(CqlType type) {
        if (type instanceof CqlType.ListOf list) {
            return isOneName(list.element());
        }
        return type instanceof CqlType.SetOf set
                ? isOneName(set.element())
                : type instanceof CqlType.Native;
    }

    private static List<CqlType> parts(CqlType type) {
        if (type instanceof CqlType.ListOf list) {
            return List.of(list.element());
        } else if (type instanceof CqlType.SetOf set) {
            return List.of(set.element());
        } else if (type instanceof CqlType.MapOf map) {
            return List.of(map.key(), map.value());
        } else if (type instanceof CqlType.TupleOf tuple) {
            return tuple.fields();
        } else if (type instanceof CqlType.UserDefined udt) {
            return udt.fields().stream().map(CqlType.UserDefined.Field::type).toList();
        }
        return type instanceof CqlType.VectorOf vector ? List.of(vector.element()) : List.of();
    }
}
