/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.ArrayList;
import java.util.List;

/** What is left when the rows of a changelog are added and taken away. */
final class RowsAddedUp {

    private RowsAddedUp() {}

    /**
     * @param changelog rows as text, such as {@code +I[1, ann]}
     * @throws IllegalStateException if a row is taken away that is not there
     */
    static List<String> of(List<String> changelog) {
        List<String> left = new ArrayList<>();
        for (String row : changelog) {
            String values = row.substring(2);
            if (row.startsWith("+")) {
                left.add(values);
            } else if (!left.remove(values)) {
                throw new IllegalStateException(row + " (expected: one of " + left + ")");
            }
        }
        return left;
    }
}
