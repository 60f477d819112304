/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks.agreement;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a change says, as text that is the same however it was read: one row's deltas of one group
 * together, with its images.
 */
final class LogicalChange {

    private final String what;
    private final SortedMap<String, Column> columns = new TreeMap<>();
    private final Map<String, SortedMap<String, String>> images = new LinkedHashMap<>();
    private String marker = "";

    /** Takes kind and key, in a form that all readers use. */
    LogicalChange(String what) {
        this.what = what;
    }

    /** An INSERT's marker. */
    void marker(long ttl) {
        marker = " insert ttl " + ttl;
    }

    /** An atomic column's value. */
    void written(String column, String value, long ttl) {
        column(column).what.add(value + " ttl " + ttl);
    }

    /** An atomic column became null. */
    void deleted(String column) {
        column(column).what.add("null");
    }

    /** All elements of a collection went. */
    void cleared(String column) {
        column(column).what.add("cleared");
    }

    /** An element came; the value of a set's is empty. */
    void added(String column, String key, String value, long ttl) {
        column(column).what.add("+" + key + ":" + value + " ttl " + ttl);
    }

    /** An element went. */
    void removed(String column, String key) {
        column(column).what.add("-" + key);
    }

    /** The row before or after the change. */
    void image(String name, SortedMap<String, String> values) {
        images.put(name, values);
    }

    boolean isTouched() {
        return !columns.isEmpty() || !marker.isEmpty();
    }

    private Column column(String name) {
        return columns.computeIfAbsent(name, n -> new Column(new TreeSet<>()));
    }

    @Override
    public String toString() {
        return what + marker + " " + columns + " " + new TreeMap<>(images);
    }

    private record Column(Collection<String> what) {
        @Override
        public String toString() {
            return what.toString();
        }
    }
}
