/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamElement;
import org.apache.flink.types.RowKind;
import org.jspecify.annotations.Nullable;

/**
 * A random, valid changelog in several channels (a row stays in its channel), with watermarks and
 * with gaps as a filter leaves them, and what it adds up to, counted row by row.
 */
final class RandomChangelog {

    private static final String[] SEGMENTS = {"a", "b", "c", "d", null};

    /**
     * @param step one −U/+U pair, or one row, or one watermark: what no barrier can part
     */
    record Step(List<StreamElement> elements) {}

    private record Arrival(String segment, long time, String flow, int sign) {}

    /**
     * @param passes whether a filter before the counting lets it through
     */
    private record Version(@Nullable String segment, boolean passes) {
        boolean isMember() {
            return passes && segment != null;
        }
    }

    private final Random random;
    private final List<List<Step>> channels = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Map<String, Version> versions = new HashMap<>();
    private long lastVersion;

    RandomChangelog(Random random, int channels, int stepsPerChannel) {
        this.random = random;
        for (int channel = 0; channel < channels; channel++) {
            this.channels.add(channel(channel, stepsPerChannel));
        }
    }

    List<Step> channel(int channel) {
        return channels.get(channel);
    }

    int channels() {
        return channels.size();
    }

    /** Members by segment at the end; segments without members are left out. */
    Map<String, Long> counts() {
        return countsUntil(Long.MAX_VALUE);
    }

    /** History rows by {@code segment|start}, of the windows that end at or before the time. */
    Map<String, String> history(TumblingWindow window, long closedUntil) {
        Map<String, Map<String, Long>> flows = new TreeMap<>();
        Map<String, Arrival> last = new HashMap<>();
        for (Arrival arrival : arrivals) {
            long start = window.startOf(arrival.time());
            if (window.endOf(start) <= closedUntil) {
                String id = arrival.segment() + "|" + start;
                long amount = arrival.flow().equals("late") ? arrival.sign() : 1;
                flows.computeIfAbsent(id, key -> new HashMap<>())
                        .merge(arrival.flow(), amount, Long::sum);
                last.put(id, arrival);
            }
        }
        Map<String, String> rows = new TreeMap<>();
        flows.forEach(
                (id, flow) -> {
                    Arrival arrival = last.get(id);
                    long end = window.endOf(window.startOf(arrival.time()));
                    rows.put(
                            id,
                            "count %d joined %d left %d expired %d late %d"
                                    .formatted(
                                            countsUntil(end).getOrDefault(arrival.segment(), 0L),
                                            flow.getOrDefault("joined", 0L),
                                            flow.getOrDefault("left", 0L),
                                            flow.getOrDefault("expired", 0L),
                                            flow.getOrDefault("late", 0L)));
                });
        return rows;
    }

    private Map<String, Long> countsUntil(long end) {
        Map<String, Long> counts = new TreeMap<>();
        for (Arrival arrival : arrivals) {
            if (arrival.time() < end) {
                counts.merge(arrival.segment(), (long) arrival.sign(), Long::sum);
            }
        }
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    private List<Step> channel(int channel, int stepCount) {
        List<Step> steps = new ArrayList<>();
        long watermark = 0;
        for (int i = 0; i < stepCount; i++) {
            if (random.nextInt(4) == 0) {
                watermark += random.nextInt(40);
                steps.add(new Step(List.of(new Watermark(watermark))));
            } else {
                long time = watermark + 1 + random.nextInt(60);
                steps.add(
                        new Step(
                                change("u" + channel + "-" + random.nextInt(12), time, watermark)));
            }
        }
        steps.add(new Step(List.of(new Watermark(watermark + 200))));
        return steps;
    }

    private List<StreamElement> change(String user, long time, long watermark) {
        if (random.nextInt(10) == 0) {
            return rows(user, "late", watermark + 1);
        }
        return rows(user, List.of("write", "delete", "expiry").get(random.nextInt(3)), time);
    }

    private List<StreamElement> rows(String user, String cause, long time) {
        Version before = versions.get(user);
        Version after = nextVersion(before);
        List<StreamElement> rows = new ArrayList<>();
        lastVersion++;
        if (before != null && before.passes()) {
            RowKind kind = after == null ? RowKind.DELETE : RowKind.UPDATE_BEFORE;
            rows.add(row(kind, user, before.segment(), cause, time));
        }
        if (after != null && after.passes()) {
            RowKind kind = before == null ? RowKind.INSERT : RowKind.UPDATE_AFTER;
            rows.add(row(kind, user, after.segment(), cause, time));
        }
        if (after == null) {
            versions.remove(user);
        } else {
            versions.put(user, after);
        }
        if (!Objects.equals(before, after)) {
            depart(before, cause, time);
            arrive(after, cause, time);
        }
        return rows;
    }

    private @Nullable Version nextVersion(@Nullable Version before) {
        if (before != null && random.nextInt(4) == 0) {
            return null;
        }
        boolean keepsSegment = before != null && random.nextBoolean();
        String segment =
                keepsSegment ? before.segment() : SEGMENTS[random.nextInt(SEGMENTS.length)];
        return new Version(segment, random.nextInt(5) > 0);
    }

    private StreamElement row(
            RowKind kind, String user, @Nullable String segment, String cause, long time) {
        return MembershipChangelog.row(kind, user, segment, cause, time, lastVersion);
    }

    private void depart(@Nullable Version row, String cause, long time) {
        if (row != null && row.isMember()) {
            String flow =
                    switch (cause) {
                        case "late" -> "late";
                        case "expiry" -> "expired";
                        default -> "left";
                    };
            arrivals.add(new Arrival(row.segment(), time, flow, -1));
        }
    }

    private void arrive(@Nullable Version row, String cause, long time) {
        if (row != null && row.isMember()) {
            arrivals.add(
                    new Arrival(row.segment(), time, cause.equals("late") ? "late" : "joined", 1));
        }
    }
}
