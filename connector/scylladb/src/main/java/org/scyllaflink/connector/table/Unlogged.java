/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

/** What to say when rows need what the log of a table does not hold. */
final class Unlogged {

    private Unlogged() {}

    /**
     * @param what a query reads
     */
    static IllegalStateException value(String what) {
        return new IllegalStateException(
                what
                        + " is not in the log, as the CDC option 'delta' is 'keys' (expected:"
                        + " 'delta': 'full', or a query of key columns and metadata alone)");
    }
}
