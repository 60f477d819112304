/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.MemorySize;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.CdcConnection;
import org.scyllaflink.connector.cql.ColumnSelection;
import org.scyllaflink.connector.model.TableName;

/**
 * Builds a {@link ScyllaCdcSource}. Connection, table and deserializer must be given.
 *
 * @param <T> element of the stream
 */
@PublicEvolving
public final class ScyllaCdcSourceBuilder<T> {

    private @Nullable CdcConnection connection;
    private @Nullable TableSelection tables;
    private @Nullable ChangeDeserializationSchema<T> deserializer;
    private StartingPoint start = StartingPoint.latest();
    private StoppingPoint stop = StoppingPoint.never();
    private LogDemands demands = LogDemands.NONE;
    private ReadOptions options = ReadOptions.defaults();
    private SourceClock clock = Clock.systemUTC()::millis;
    private SourceSeams seams = new SourceSeams.None();

    ScyllaCdcSourceBuilder() {}

    /** How to reach the cluster. */
    public ScyllaCdcSourceBuilder<T> connection(CdcConnection newConnection) {
        connection = newConnection;
        return this;
    }

    /** The base table, not its log. */
    public ScyllaCdcSourceBuilder<T> table(TableName table) {
        tables = TableSelection.of(table);
        return this;
    }

    /**
     * @param name {@code keyspace.table}
     * @throws IllegalArgumentException if the text is not of that form
     */
    public ScyllaCdcSourceBuilder<T> table(String name) {
        return table(TableName.parse(name));
    }

    /**
     * Several base tables. They are looked up when the job starts and when it goes on from a
     * savepoint: tables that are made meanwhile are read from the next time on.
     *
     * @param names each {@code keyspace.table}, as ScyllaDB stores both (case-sensitive, unquoted),
     *     or else a regular expression that must match all of it, such as {@code shop\\..*}
     * @throws IllegalArgumentException if there is none, or one is neither
     */
    public ScyllaCdcSourceBuilder<T> tables(String... names) {
        tables = TableSelection.of(names);
        return this;
    }

    /** What becomes of a change. */
    public ScyllaCdcSourceBuilder<T> deserializer(ChangeDeserializationSchema<T> newDeserializer) {
        deserializer = newDeserializer;
        return this;
    }

    /** Where a job without a savepoint begins; {@link StartingPoint#latest()} unless set. */
    public ScyllaCdcSourceBuilder<T> startingPoint(StartingPoint newStart) {
        start = newStart;
        return this;
    }

    /** Where reading ends; {@link StoppingPoint#never()} unless set. */
    public ScyllaCdcSourceBuilder<T> stoppingPoint(StoppingPoint newStop) {
        stop = newStop;
        return this;
    }

    /** Makes the source bounded: it reads what was written before this time. */
    public ScyllaCdcSourceBuilder<T> until(Instant time) {
        return stoppingPoint(StoppingPoint.at(time));
    }

    /** Makes the source bounded: it reads what was written before the job first ran. */
    public ScyllaCdcSourceBuilder<T> untilNow() {
        return stoppingPoint(StoppingPoint.now());
    }

    /**
     * What to do when the log's TTL has removed changes before they could be read; {@link
     * OnDataLoss#FAIL} unless set.
     */
    public ScyllaCdcSourceBuilder<T> onDataLoss(OnDataLoss onDataLoss) {
        demands = demands.withOnDataLoss(onDataLoss);
        return this;
    }

    /** Refuses tables whose log does not hold preimages. */
    public ScyllaCdcSourceBuilder<T> requirePreimages() {
        demands = demands.withPreimages();
        return this;
    }

    /** Refuses tables whose log does not hold postimages. */
    public ScyllaCdcSourceBuilder<T> requirePostimages() {
        demands = demands.withPostimages();
        return this;
    }

    /**
     * Reads values of these columns only, and of those of the key. Of the others the source still
     * tells what was done to them, so that rows live and die as they do: a write comes as {@link
     * org.scyllaflink.connector.model.ColumnDelta.Written} with no bytes. Non-frozen collections
     * and user-defined types are read whole all the same. Images show these columns alone.
     *
     * @param names of columns that each table must have
     */
    public ScyllaCdcSourceBuilder<T> columns(Collection<String> names) {
        return columns(names, ColumnSelection.Others.LIVENESS);
    }

    /**
     * Reads these columns only, and those of the key: changes come as if they had touched no
     * others, and images without the others.
     *
     * @param names of columns that each table must have
     */
    public ScyllaCdcSourceBuilder<T> onlyColumns(Collection<String> names) {
        return columns(names, ColumnSelection.Others.NOTHING);
    }

    private ScyllaCdcSourceBuilder<T> columns(
            Collection<String> names, ColumnSelection.Others others) {
        demands = demands.withColumns(new ColumnSelection(Set.copyOf(names), others));
        return this;
    }

    /** All tuning values at once; see the methods below for each. */
    public ScyllaCdcSourceBuilder<T> options(ReadOptions newOptions) {
        options = newOptions;
        return this;
    }

    /** See {@link ReadOptions#confidenceWindow()}; 10 s unless set. */
    public ScyllaCdcSourceBuilder<T> confidenceWindow(Duration duration) {
        return options(options.withConfidenceWindow(duration));
    }

    /**
     * See {@link ReadOptions#minWindow()} and {@link ReadOptions#maxWindow()}; 1 s and 1 h unless
     * set.
     */
    public ScyllaCdcSourceBuilder<T> windows(Duration min, Duration max) {
        return options(options.withWindows(min, max));
    }

    /** See {@link ReadOptions#latencyTarget()}; 1 s unless set. */
    public ScyllaCdcSourceBuilder<T> latencyTarget(Duration target) {
        return options(options.withLatencyTarget(target));
    }

    /** See {@link ReadOptions#splitsPerReader()}; 64 unless set. */
    public ScyllaCdcSourceBuilder<T> splitsPerReader(int splits) {
        return options(options.withSplitsPerReader(splits));
    }

    /**
     * See {@link ReadOptions#discoveryInterval()} and {@link ReadOptions#horizonMargin()}; 10 s and
     * 60 s unless set.
     */
    public ScyllaCdcSourceBuilder<T> discovery(Duration interval, Duration horizonMargin) {
        return options(options.withDiscovery(interval, horizonMargin));
    }

    /**
     * See {@link ReadOptions#requestsInFlight()} and {@link ReadOptions#bufferSize()}; 64 and 64
     * MiB unless set.
     */
    public ScyllaCdcSourceBuilder<T> limits(int requestsInFlight, MemorySize bufferSize) {
        return options(options.withLimits(requestsInFlight, bufferSize));
    }

    /**
     * Looks a second time for changes that showed in the log later than the confidence window, as
     * those with a timestamp of the past do, and emits them once. See {@link LateSweep}; off unless
     * set.
     */
    public ScyllaCdcSourceBuilder<T> lateSweep(Duration interval, Duration depth) {
        return options(options.withLateSweep(new LateSweep(interval, depth)));
    }

    /** Changes that show in the log later than the confidence window are missed; the default. */
    public ScyllaCdcSourceBuilder<T> withoutLateSweep() {
        return options(options.withoutLateSweep());
    }

    ScyllaCdcSourceBuilder<T> clock(SourceClock newClock) {
        clock = newClock;
        return this;
    }

    ScyllaCdcSourceBuilder<T> seams(SourceSeams newSeams) {
        seams = newSeams;
        return this;
    }

    /**
     * @throws IllegalStateException if connection, table or deserializer is missing; names it
     * @throws IllegalArgumentException if reading would stop before it starts; names both times
     */
    public ScyllaCdcSource<T> build() {
        checkSpan();
        return new ScyllaCdcSource<>(
                new ReadRequest(
                        required(connection, "connection"),
                        required(tables, "table"),
                        start,
                        stop,
                        demands,
                        options,
                        clock),
                required(deserializer, "deserializer"),
                seams);
    }

    private void checkSpan() {
        if (start instanceof StartingPoint.At from
                && stop instanceof StoppingPoint.At until
                && !until.time().isAfter(from.time())) {
            throw new IllegalArgumentException(
                    "stopping point: "
                            + until.time()
                            + " (expected: after the starting point, "
                            + from.time()
                            + ")");
        }
    }

    private static <V> V required(@Nullable V value, String name) {
        if (value == null) {
            throw new IllegalStateException(
                    name + ": not set (expected: a call of " + name + "())");
        }
        return value;
    }
}
