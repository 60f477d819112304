/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import java.util.List;

/**
 * One case of a file.
 *
 * @param name unique in the file
 * @param categories what it is about; a kind of case in place of a vector's categories
 * @param check runs it against an empty keyspace {@code ks}
 */
record VectorCase(String name, List<String> categories, Check check) {
    /** The work of a case. */
    @FunctionalInterface
    interface Check {
        /** Runs the case and compares. */
        Outcome run(Cluster cluster);
    }

    VectorCase {
        categories = List.copyOf(categories);
    }
}
