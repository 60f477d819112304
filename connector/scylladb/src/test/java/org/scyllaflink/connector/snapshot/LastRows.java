/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/**
 * Adds a changelog of rows of {@link LiveTable} up, in state, shows the sum to the test, and notes
 * what no changelog may say. Fails when it is told to. Of parallelism 1.
 */
final class LastRows extends RichMapFunction<RowData, Boolean> implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private static final ConcurrentMap<String, Shown> RUNS = new ConcurrentHashMap<>();

    private final String run;
    private transient Shown shown;
    private transient ListState<Tuple2<String, String>> state;

    LastRows(String run) {
        this.run = run;
    }

    /** What the test sees of one run. */
    static final class Shown {
        private final ConcurrentMap<String, String> rows = new ConcurrentHashMap<>();
        private final List<String> faults = new CopyOnWriteArrayList<>();
        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicInteger changes = new AtomicInteger();
        private final ConcurrentMap<String, Long> expired = new ConcurrentHashMap<>();

        /** As they are now; not a copy. */
        Map<String, String> rows() {
            return rows;
        }

        /** Some of the keys whose rows differ; empty if all are equal. */
        List<String> differences(Map<String, String> expected) {
            Set<String> keys = new TreeSet<>(expected.keySet());
            keys.addAll(rows.keySet());
            return keys.stream()
                    .filter(key -> !Objects.equals(expected.get(key), rows.get(key)))
                    .limit(5)
                    .map(
                            key ->
                                    key
                                            + ": "
                                            + rows.get(key)
                                            + " (expected: "
                                            + expected.get(key)
                                            + ")")
                    .toList();
        }

        List<String> faults() {
            return faults;
        }

        /** Since the last start. */
        int changes() {
            return changes.get();
        }

        /** The next row fails the job. */
        void failOnce() {
            failures.incrementAndGet();
        }

        int failuresLeft() {
            return failures.get();
        }

        /** Times of the expiry of rows that are gone by it, in milliseconds. */
        Map<String, Long> expired() {
            return Map.copyOf(expired);
        }
    }

    static Shown begin(String run) {
        Shown shown = new Shown();
        RUNS.put(run, shown);
        return shown;
    }

    @Override
    public Boolean map(RowData row) {
        if (shown.failures.get() > 0) {
            shown.failures.decrementAndGet();
            throw new IllegalStateException("ordered by the test");
        }
        shown.changes.incrementAndGet();
        String key = row.getInt(0) + "/" + row.getInt(1);
        String values = values(row);
        switch (row.getRowKind()) {
            case INSERT -> check(row, key, null, shown.rows.put(key, values));
            case UPDATE_AFTER -> {
                // After its UPDATE_BEFORE.
                check(row, key, null, shown.rows.put(key, values));
            }
            case UPDATE_BEFORE -> check(row, key, values, shown.rows.remove(key));
            case DELETE -> {
                check(row, key, values, shown.rows.remove(key));
                if (row.getString(8).toString().equals("expiry")) {
                    shown.expired.put(key, row.getTimestamp(7, 6).getMillisecond());
                }
            }
        }
        return true;
    }

    private void check(RowData row, String key, @Nullable String expected, @Nullable String was) {
        if (expected == null ? was != null : !expected.equals(was)) {
            shown.faults.add(
                    "%s of %s: there was %s (expected: %s)"
                            .formatted(row.getRowKind(), key, was, expected));
        }
    }

    private static String values(RowData row) {
        List<String> values = new ArrayList<>();
        values.add(row.isNullAt(2) ? "null" : row.getInt(2) + "");
        values.add(row.isNullAt(3) ? "null" : row.getInt(3) + "");
        values.add(row.isNullAt(4) ? "null" : row.getString(4).toString());
        values.add(row.isNullAt(6) ? "null" : map(row.getMap(6)));
        values.add(row.isNullAt(5) ? "null" : list(row.getArray(5)));
        return String.join(" ", values);
    }

    private static String list(ArrayData list) {
        return Arrays.toString(list.toIntArray());
    }

    private static String map(MapData map) {
        Map<Integer, Integer> sorted = new TreeMap<>();
        for (int i = 0; i < map.size(); i++) {
            sorted.put(map.keyArray().getInt(i), map.valueArray().getInt(i));
        }
        return sorted.toString();
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        List<Tuple2<String, String>> entries = new ArrayList<>();
        shown.rows.forEach((key, values) -> entries.add(Tuple2.of(key, values)));
        state.update(entries);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        state =
                context.getOperatorStateStore()
                        .getListState(
                                new ListStateDescriptor<>(
                                        "rows", Types.TUPLE(Types.STRING, Types.STRING)));
        shown = RUNS.get(run);
        shown.rows.clear();
        shown.changes.set(0);
        for (Tuple2<String, String> entry : state.get()) {
            shown.rows.put(entry.f0, entry.f1);
        }
    }
}
