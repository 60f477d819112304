/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One case of a file.
 *
 * @param name unique in the file
 * @param categories what it is about; a kind of case in place of a vector's categories
 * @param keyspaces for which it is
 * @param check runs it against an empty keyspace {@code ks}
 */
record VectorCase(String name, List<String> categories, Set<KeyspaceKind> keyspaces, Check check) {
    /** The work of a case. */
    @FunctionalInterface
    interface Check {
        /** Runs the case and compares. */
        Outcome run(Cluster cluster);
    }

    VectorCase {
        categories = List.copyOf(categories);
        keyspaces = Set.copyOf(keyspaces);
    }

    /** A case of a list that names its cases by their place, for all keyspaces. */
    static VectorCase numbered(String list, int number, Check check) {
        return named(list.replaceAll("s$", "") + "_" + number, list, check);
    }

    /** A case for all keyspaces. */
    static VectorCase named(String name, String list, Check check) {
        return new VectorCase(name, List.of(list), EnumSet.allOf(KeyspaceKind.class), check);
    }
}
