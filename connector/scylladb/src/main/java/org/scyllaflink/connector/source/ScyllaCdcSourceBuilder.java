/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.MemorySize;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.CdcConnection;
import org.scyllaflink.connector.model.TableName;

/**
 * Builds a {@link ScyllaCdcSource}. Connection, table and deserializer must be given.
 *
 * @param <T> element of the stream
 */
@PublicEvolving
public final class ScyllaCdcSourceBuilder<T> {

    private @Nullable CdcConnection connection;
    private @Nullable TableName table;
    private @Nullable ChangeDeserializationSchema<T> deserializer;
    private StartingPoint start = StartingPoint.latest();
    private StoppingPoint stop = StoppingPoint.never();
    private ReadOptions options = ReadOptions.defaults();
    private SourceClock clock = Clock.systemUTC()::millis;

    ScyllaCdcSourceBuilder() {}

    /** How to reach the cluster. */
    public ScyllaCdcSourceBuilder<T> connection(CdcConnection newConnection) {
        connection = newConnection;
        return this;
    }

    /** The base table, not its log. */
    public ScyllaCdcSourceBuilder<T> table(TableName newTable) {
        table = newTable;
        return this;
    }

    /**
     * @param name {@code keyspace.table}
     * @throws IllegalArgumentException if the text is not of that form
     */
    public ScyllaCdcSourceBuilder<T> table(String name) {
        return table(TableName.parse(name));
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

    ScyllaCdcSourceBuilder<T> clock(SourceClock newClock) {
        clock = newClock;
        return this;
    }

    /**
     * @throws IllegalStateException if connection, table or deserializer is missing; names it
     */
    public ScyllaCdcSource<T> build() {
        return new ScyllaCdcSource<>(
                new ReadRequest(
                        required(connection, "connection"),
                        required(table, "table"),
                        start,
                        stop,
                        options,
                        clock),
                required(deserializer, "deserializer"));
    }

    private static <V> V required(@Nullable V value, String name) {
        if (value == null) {
            throw new IllegalStateException(
                    name + ": not set (expected: a call of " + name + "())");
        }
        return value;
    }
}
