/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector;

import static org.scyllaflink.connector.TypeCases.text;
import static org.scyllaflink.connector.model.CqlType.Native.BOOLEAN;
import static org.scyllaflink.connector.model.CqlType.Native.FLOAT;
import static org.scyllaflink.connector.model.CqlType.Native.INT;
import static org.scyllaflink.connector.model.CqlType.Native.TEXT;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.TypeCases.TypeCase;
import org.scyllaflink.connector.model.CqlType;

/**
 * Values of frozen collections, tuples, user-defined types and vectors, within one another too. The
 * user-defined type is {@code CREATE TYPE point (x int, y int)}.
 */
final class StructuredCases {

    private static final CqlType POINT =
            new CqlType.UserDefined(
                    "point",
                    List.of(
                            new CqlType.UserDefined.Field("x", INT),
                            new CqlType.UserDefined.Field("y", INT)),
                    true);
    private static final CqlType INTS = new CqlType.ListOf(INT, true);
    private static final CqlType TEXTS = new CqlType.SetOf(TEXT, true);
    private static final CqlType COUNTS = new CqlType.MapOf(TEXT, INT, true);
    private static final CqlType PAIR = new CqlType.TupleOf(List.of(INT, TEXT));
    private static final CqlType FLOATS = new CqlType.VectorOf(FLOAT, 2);
    private static final CqlType WORDS = new CqlType.VectorOf(TEXT, 2);

    private static final String SEVEN = "0000000400000007";
    private static final String NULL = "ffffffff";
    private static final String A = "0000000161";

    private StructuredCases() {}

    static void addTo(List<TypeCase> cases) {
        cases.add(of(INTS, "[]", "00000000", List.of(), array()));
        cases.add(of(INTS, "[7, 7]", "00000002" + SEVEN + SEVEN, List.of(7, 7), array(7, 7)));
        cases.add(of(TEXTS, "{}", "00000000", Set.of(), array()));
        cases.add(
                of(
                        TEXTS,
                        "{'', 'a'}",
                        "00000002" + "00000000" + A,
                        Set.of("", "a"),
                        array(text(""), text("a"))));
        cases.add(of(COUNTS, "{}", "00000000", Map.of(), new GenericMapData(Map.of())));
        cases.add(
                of(
                        COUNTS,
                        "{'a': 7}",
                        "00000001" + A + SEVEN,
                        Map.of("a", 7),
                        new GenericMapData(Map.of(text("a"), 7))));
        cases.add(of(PAIR, "(7, 'a')", SEVEN + A, List.of(7, "a"), row(7, text("a"))));
        cases.add(
                of(PAIR, "(null, 'a')", NULL + A, Arrays.asList(null, "a"), row(null, text("a"))));
        cases.add(of(PAIR, null, SEVEN, Arrays.asList(7, null), row(7, null)));
        cases.add(of(POINT, "{x: 7, y: null}", SEVEN + NULL, point(7, null), row(7, null)));
        cases.add(of(POINT, "{y: 7}", NULL + SEVEN, point(null, 7), row(null, 7)));
        cases.add(of(POINT, null, SEVEN, point(7, null), row(7, null)));
        cases.add(
                of(
                        FLOATS,
                        "[1.0, -2.5]",
                        "3f800000c0200000",
                        List.of(1f, -2.5f),
                        array(1f, -2.5f)));
        cases.add(
                of(
                        WORDS,
                        "['a', '']",
                        "0161" + "00",
                        List.of("a", ""),
                        array(text("a"), text(""))));
        nested(cases);
    }

    private static void nested(List<TypeCase> cases) {
        cases.add(
                of(
                        new CqlType.ListOf(INTS, true),
                        "[[7], []]",
                        "00000002" + "0000000c" + "00000001" + SEVEN + "00000004" + "00000000",
                        List.of(List.of(7), List.of()),
                        array(array(7), array())));
        cases.add(
                of(
                        new CqlType.MapOf(POINT, TEXTS, true),
                        "{{x: 7, y: 7}: {'a'}}",
                        "00000001" + "00000010" + SEVEN + SEVEN + "00000009" + "00000001" + A,
                        Map.of(point(7, 7), Set.of("a")),
                        new GenericMapData(Map.of(row(7, 7), array(text("a"))))));
        cases.add(
                of(
                        new CqlType.TupleOf(
                                List.of(FLOATS, new CqlType.TupleOf(List.of(BOOLEAN, INT)))),
                        "([1.0, 2.0], (true, 7))",
                        "00000008" + "3f80000040000000" + "0000000d" + "00000001" + "01" + SEVEN,
                        List.of(List.of(1f, 2f), List.of(true, 7)),
                        row(array(1f, 2f), row(true, 7))));
        cases.add(
                of(
                        new CqlType.VectorOf(FLOATS, 2),
                        "[[1.0, 2.0], [2.0, 1.0]]",
                        "3f80000040000000" + "400000003f800000",
                        List.of(List.of(1f, 2f), List.of(2f, 1f)),
                        array(array(1f, 2f), array(2f, 1f))));
        cases.add(
                of(
                        new CqlType.VectorOf(POINT, 1),
                        "[{x: 7, y: 7}]",
                        "10" + SEVEN + SEVEN,
                        List.of(point(7, 7)),
                        array(row(7, 7))));
    }

    private static TypeCase of(
            CqlType type, @Nullable String literal, String hex, Object java, Object flink) {
        return new TypeCase(type, literal, hex, java, flink);
    }

    private static Map<String, @Nullable Object> point(@Nullable Object x, @Nullable Object y) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("x", x);
        fields.put("y", y);
        return fields;
    }

    private static GenericArrayData array(Object... elements) {
        return new GenericArrayData(elements);
    }

    private static GenericRowData row(@Nullable Object... fields) {
        return GenericRowData.of(fields);
    }
}
