/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.Locale;
import java.util.Map;
import org.apache.cassandra.exceptions.InvalidRequestException;

/**
 * What was written for the arguments of an order.
 *
 * @param given by their names in the {@link OrderSyntax}; a choice of words is named like the
 *     choice; optional ones may be missing
 */
record OrderArguments(Map<String, String> given) {
    OrderArguments {
        given = Map.copyOf(given);
    }

    boolean has(String name) {
        return given.containsKey(name);
    }

    long number(String name) {
        return Long.parseLong(text(name));
    }

    /** Returns a number, or another one when it was left out. */
    int countOr(String name, int otherwise) {
        return has(name) ? count(name) : otherwise;
    }

    /**
     * Returns a number.
     *
     * @throws InvalidRequestException when it is too large for anything to be counted
     */
    int count(String name) {
        long number = number(name);
        if (number > Integer.MAX_VALUE) {
            throw new InvalidRequestException(
                    name + ": " + number + " (expected: at most " + Integer.MAX_VALUE + ")");
        }
        return (int) number;
    }

    /** Returns which of the words of a choice was written, in upper case. */
    String choice(String name) {
        return text(name).toUpperCase(Locale.ROOT);
    }

    String text(String name) {
        String text = given.get(name);
        if (text == null) {
            throw new IllegalStateException("no argument " + name + " in " + given);
        }
        return text;
    }
}
