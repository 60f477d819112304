/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.List;

/**
 * One end of a range of rows.
 *
 * @param prefix values of the first clustering columns; empty when the range is open here
 * @param inclusive whether the rows that begin with the prefix are inside
 */
public record Bound(List<Object> prefix, boolean inclusive) {
    /** An end that bounds nothing. */
    public static final Bound OPEN = new Bound(List.of(), true);

    /** Copies the prefix. */
    public Bound {
        prefix = List.copyOf(prefix);
    }

    /** An end whose own rows are inside. */
    public static Bound inclusive(Object... prefix) {
        return new Bound(List.of(prefix), true);
    }

    /** An end whose own rows are outside. */
    public static Bound exclusive(Object... prefix) {
        return new Bound(List.of(prefix), false);
    }
}
