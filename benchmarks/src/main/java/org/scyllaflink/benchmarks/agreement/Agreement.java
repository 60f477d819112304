/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks.agreement;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Whether two readers deliver the same, in the same order, for every partition.
 *
 * @param text what to print: the counts, and {@code equal} or the first difference
 */
record Agreement(boolean isEqual, String text) {

    static <T> Agreement of(
            String title, Map<String, List<T>> expected, Map<String, List<T>> actual) {
        String counts =
                title
                        + ": "
                        + count(expected)
                        + " and "
                        + count(actual)
                        + " in "
                        + expected.size()
                        + " partitions: ";
        TreeSet<String> partitions = new TreeSet<>(expected.keySet());
        partitions.addAll(actual.keySet());
        for (String partition : partitions) {
            List<T> wanted = expected.getOrDefault(partition, List.of());
            List<T> found = actual.getOrDefault(partition, List.of());
            if (!wanted.equals(found)) {
                return new Agreement(false, counts + difference(partition, wanted, found));
            }
        }
        return new Agreement(true, counts + "equal");
    }

    private static int count(Map<String, ? extends List<?>> partitions) {
        return partitions.values().stream().mapToInt(List::size).sum();
    }

    private static <T> String difference(String partition, List<T> wanted, List<T> found) {
        int at = 0;
        while (at < Math.min(wanted.size(), found.size()) && wanted.get(at).equals(found.get(at))) {
            at++;
        }
        return "DIFFERENT\n  partition 0x"
                + partition
                + ", number "
                + (at + 1)
                + "\n  first:  "
                + (at < wanted.size() ? wanted.get(at) : "no more")
                + "\n  second: "
                + (at < found.size() ? found.get(at) : "no more");
    }
}
