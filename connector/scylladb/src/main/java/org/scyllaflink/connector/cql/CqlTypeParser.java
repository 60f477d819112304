/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.scyllaflink.connector.model.CqlType;

/** Reads types as {@code system_schema} writes them, such as {@code map<text, frozen<address>>}. */
final class CqlTypeParser {

    private final String text;

    /** Fields of a user-defined type by its name; throws if there is no such type. */
    private final Function<String, List<CqlType.UserDefined.Field>> userDefined;

    private int position;

    private CqlTypeParser(
            String text, Function<String, List<CqlType.UserDefined.Field>> userDefined) {
        this.text = text;
        this.userDefined = userDefined;
    }

    /**
     * @param userDefined fields of a user-defined type by its name (unquoted)
     * @throws IllegalArgumentException if the text is not a type, names one that CQL does not have,
     *     or a class
     */
    static CqlType parse(
            String text, Function<String, List<CqlType.UserDefined.Field>> userDefined) {
        CqlTypeParser parser = new CqlTypeParser(text, userDefined);
        CqlType type = parser.type(false);
        if (parser.position < text.length()) {
            throw parser.unreadable();
        }
        return type;
    }

    private CqlType type(boolean frozen) {
        boolean quoted = isNext('"');
        String name = name();
        if (quoted) {
            return new CqlType.UserDefined(name, userDefined.apply(name), frozen);
        }
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "frozen" -> inBrackets(true).get(0);
            case "list" -> new CqlType.ListOf(inBrackets(frozen).get(0), frozen);
            case "set" -> new CqlType.SetOf(inBrackets(frozen).get(0), frozen);
            case "map" -> {
                List<CqlType> types = inBrackets(frozen);
                if (types.size() != 2) {
                    throw unreadable();
                }
                yield new CqlType.MapOf(types.get(0), types.get(1), frozen);
            }
            case "tuple" -> new CqlType.TupleOf(inBrackets(true));
            case "vector" -> vector();
            case "varchar" -> CqlType.Native.TEXT;
            default -> named(name, frozen);
        };
    }

    private CqlType named(String name, boolean frozen) {
        for (CqlType.Native type : CqlType.Native.values()) {
            if (type.name().equalsIgnoreCase(name)) {
                return type;
            }
        }
        return new CqlType.UserDefined(name, userDefined.apply(name), frozen);
    }

    private List<CqlType> inBrackets(boolean frozen) {
        List<CqlType> types = new ArrayList<>();
        expect('<');
        do {
            types.add(type(frozen));
        } while (skip(','));
        expect('>');
        return types;
    }

    private CqlType vector() {
        expect('<');
        CqlType element = type(true);
        expect(',');
        String dimensions = name();
        expect('>');
        if (!dimensions.matches("[0-9]{1,9}")) {
            throw unreadable();
        }
        return new CqlType.VectorOf(element, Integer.parseInt(dimensions));
    }

    private String name() {
        if (skip('"')) {
            int end = text.indexOf('"', position);
            if (end < 0) {
                throw unreadable();
            }
            String quoted = text.substring(position, end);
            position = end + 1;
            return quoted;
        }
        skipSpaces();
        int start = position;
        while (position < text.length() && isNamePart(text.charAt(position))) {
            position++;
        }
        if (start == position) {
            throw unreadable();
        }
        return text.substring(start, position);
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private void expect(char c) {
        if (!skip(c)) {
            throw unreadable();
        }
    }

    private boolean skip(char c) {
        if (isNext(c)) {
            position++;
            return true;
        }
        return false;
    }

    private boolean isNext(char c) {
        skipSpaces();
        return position < text.length() && text.charAt(position) == c;
    }

    private void skipSpaces() {
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
    }

    private IllegalArgumentException unreadable() {
        return new IllegalArgumentException(
                "type: \"" + text + "\" at " + position + " (expected: a CQL type)");
    }
}
