/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.scyllaflink.connector.model.CqlType;

/** The user-defined types of a keyspace, which may hold one another. */
final class UserTypes {

    private final Map<String, Definition> definitions;

    UserTypes(List<Definition> definitions) {
        this.definitions =
                definitions.stream()
                        .collect(Collectors.toMap(Definition::name, Function.identity()));
    }

    /**
     * @param text a type as {@code system_schema} writes it
     * @throws IllegalArgumentException if it is none, or names a type that is not defined
     */
    CqlType parse(String text) {
        return CqlTypeParser.parse(text, this::fields);
    }

    private List<CqlType.UserDefined.Field> fields(String name) {
        Definition definition = definitions.get(name);
        if (definition == null) {
            throw new IllegalArgumentException(
                    "type '" + name + "' is unknown (expected: a type of CQL or of the keyspace)");
        }
        List<CqlType.UserDefined.Field> fields = new ArrayList<>();
        for (int i = 0; i < definition.fieldNames().size(); i++) {
            CqlType type = parse(definition.fieldTypes().get(i));
            fields.add(new CqlType.UserDefined.Field(definition.fieldNames().get(i), type));
        }
        return fields;
    }

    /** A row of {@code system_schema.types}. */
    record Definition(String name, List<String> fieldNames, List<String> fieldTypes) {}
}
