/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

/**
 * A column of a table.
 *
 * @param name its name, in lower case
 * @param type its type
 * @param descending whether rows are ordered by falling values of it; of clustering columns only
 */
public record ModelColumn(String name, ModelType type, boolean descending) {
    /** A column that orders rows, if at all, by rising values. */
    public ModelColumn(String name, ModelType type) {
        this(name, type, false);
    }

    /** A clustering column by whose falling values rows are ordered. */
    public static ModelColumn descending(String name, ModelType type) {
        return new ModelColumn(name, type, true);
    }
}
