/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import javax.annotation.Nullable;
import org.apache.cassandra.concurrent.ScheduledExecutors;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.schema.Schema;
import org.apache.cassandra.schema.SchemaChangeListener;
import org.apache.cassandra.schema.TableId;
import org.apache.cassandra.schema.TableMetadata;

/** The stream sets of all tables with tablets, by the ids of their log tables. */
final class Tablets implements SchemaChangeListener {
    /** What a table gets when its keyspace leaves the number to the server. */
    private static final int DEFAULT_TABLETS = 8;

    /** So that writers whose clocks are behind can write at once. */
    private static final long FIRST_SET_AGE_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private static final long COLLECT_SECONDS = 60;

    private final TabletKeyspaces keyspaces;
    private final Map<TableId, TabletHistory> byLog = new ConcurrentHashMap<>();
    private final Random random = new SecureRandom();

    Tablets(TabletKeyspaces keyspaces) {
        this.keyspaces = keyspaces;
    }

    /** Finds the sets of an earlier start; forgets old ones every minute from now on. */
    void open() {
        TabletStreamTable.create();
        TabletStreamTable.load().forEach(this::restore);
        Schema.instance.registerListener(this);
        ScheduledExecutors.optionalTasks.scheduleWithFixedDelay(
                this::collectAll, COLLECT_SECONDS, COLLECT_SECONDS, TimeUnit.SECONDS);
    }

    private void restore(TableId log, List<TabletStreams> sets) {
        if (Schema.instance.getTableMetadata(log) == null) {
            TabletStreamTable.removeAll(log);
        } else {
            history(log).timeline().addAll(sets);
        }
    }

    private TabletHistory history(TableId log) {
        return byLog.computeIfAbsent(log, id -> new TabletHistory());
    }

    /** Makes the first set of a log table that is about to be created; none on vnodes. */
    void create(TableMetadata log, long nowMillis) {
        Integer initial = keyspaces.initial(log.keyspace);
        if (initial == null) {
            return;
        }
        int tablets = initial == 0 ? DEFAULT_TABLETS : powerOfTwoFrom(initial);
        SetTimes times = new SetTimes(nowMillis - FIRST_SET_AGE_MILLIS, nowMillis);
        long[] tokens;
        try {
            tokens = TabletTokens.evenly(tablets);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(log + ": " + e.getMessage());
        }
        add(log.id, TabletStreams.create(times, tokens, random));
    }

    private static int powerOfTwoFrom(int count) {
        int floor = Integer.highestOneBit(count);
        return floor == count ? count : floor << 1;
    }

    private void add(TableId log, TabletStreams set) {
        TabletStreamTable.add(log, set);
        history(log).timeline().add(set);
    }

    @Override
    public void onDropTable(TableMetadata table, boolean dropData) {
        if (byLog.remove(table.id) != null) {
            TabletStreamTable.removeAll(table.id);
        }
    }

    /** Returns the sets of a log table; null on vnodes. */
    @Nullable
    TabletHistory of(TableMetadata log) {
        return byLog.get(log.id);
    }

    /**
     * Lets another stream set of a table follow the last one.
     *
     * @param base the table
     * @param times of the new set, not before now, except for what clocks may differ
     * @param change makes the new set of the last one
     * @throws InvalidRequestException when the time is too early or the change impossible
     */
    synchronized void change(
            NamedTable base,
            SetTimes times,
            BiFunction<TabletStreams, Random, TabletStreams> change) {
        TableMetadata log = base.log();
        StreamTimeline<TabletStreams> timeline = timeline(base, log);
        timeline.refuseUnlessAhead(times.timeMillis(), System.currentTimeMillis());
        TabletStreams set;
        try {
            set = change.apply(timeline.last(), random);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(base + ": " + e.getMessage());
        }
        add(log.id, set);
    }

    /**
     * Forgets the sets of a table older than the one that operated when its log rows that expire
     * now were written; none if they do not expire.
     *
     * @param base the table
     * @param nowMillis what counts as now
     */
    void collect(NamedTable base, long nowMillis) {
        TableMetadata log = base.log();
        collect(log.id, timeline(base, log), base.find(), nowMillis);
    }

    private synchronized void collect(
            TableId log,
            StreamTimeline<TabletStreams> timeline,
            TableMetadata base,
            long nowMillis) {
        int ttl = CdcOptions.of(base.params).ttl();
        if (ttl > 0) {
            timeline.forgetBefore(nowMillis - TimeUnit.SECONDS.toMillis(ttl))
                    .forEach(set -> TabletStreamTable.remove(log, set));
        }
    }

    /** Does for all tables what ScyllaDB's topology coordinator does every minute. */
    private void collectAll() {
        byLog.forEach(
                (id, history) -> {
                    TableMetadata log = Schema.instance.getTableMetadata(id);
                    TableMetadata base =
                            log == null
                                    ? null
                                    : Schema.instance.getTableMetadata(
                                            log.keyspace, LogTableSchema.baseNameOf(log));
                    if (base != null) {
                        collect(id, history.timeline(), base, System.currentTimeMillis());
                    }
                });
    }

    private StreamTimeline<TabletStreams> timeline(NamedTable base, TableMetadata log) {
        TabletHistory history = byLog.get(log.id);
        if (history == null) {
            throw new InvalidRequestException(base + ": the table has vnodes, not tablets");
        }
        return history.timeline();
    }
}
