/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/**
 * The line that shows how to write an order is also what parses it: words in any case, {@code
 * [optional words]}, {@code ONE|OF|THESE} words, and arguments by their names: {@code <table>} is a
 * table with its keyspace, any other a whole number.
 */
final class OrderSyntax {
    private static final Pattern PART =
            Pattern.compile("(\\s*)(?:<(\\w+)>|(\\w+(?:\\|\\w+)+)|(\\w+)|(\\[)|(]))");
    private static final String NAME = "(?:\\w+|\"(?:[^\"]|\"\")+\")";
    private static final String TABLE = "(" + NAME + "\\." + NAME + ")";
    private static final String NUMBER = "(\\d{1,18})";

    private final String line;
    private final Map<String, Integer> groups = new LinkedHashMap<>();
    private final Pattern pattern;

    OrderSyntax(String line) {
        this.line = line;
        this.pattern =
                Pattern.compile(
                        "\\s*" + expression() + "\\s*;?\\s*",
                        Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    private String expression() {
        StringBuilder expression = new StringBuilder();
        Matcher part = PART.matcher(line);
        while (part.find()) {
            if (part.group(5) != null) {
                expression.append("(?:");
            } else if (part.group(6) != null) {
                expression.append(")?");
            } else {
                expression.append(expression.isEmpty() ? "" : "\\s+").append(word(part));
            }
        }
        return expression.toString();
    }

    private String word(Matcher part) {
        if (part.group(4) != null) {
            return part.group(4);
        }
        if (part.group(3) != null) {
            return argument(part.group(3), "(" + part.group(3) + ")");
        }
        String name = part.group(2);
        return argument(name, name.equals("table") ? TABLE : NUMBER);
    }

    private String argument(String name, String expression) {
        groups.put(name, groups.size() + 1);
        return expression;
    }

    /** Returns the arguments of a query, or null when it is not written like this. */
    @Nullable
    OrderArguments match(String query) {
        Matcher order = pattern.matcher(query);
        if (!order.matches()) {
            return null;
        }
        Map<String, String> given = new LinkedHashMap<>();
        groups.forEach(
                (name, group) -> {
                    if (order.group(group) != null) {
                        given.put(name, order.group(group));
                    }
                });
        return new OrderArguments(given);
    }

    /** Returns the line. */
    @Override
    public String toString() {
        return line;
    }
}
