/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.table.factories.FactoryUtil;
import org.scyllaflink.connector.changelog.FullRowChangelog;
import org.scyllaflink.connector.source.LateSweep;
import org.scyllaflink.connector.source.OnDataLoss;
import org.scyllaflink.connector.source.ReadOptions;

/**
 * The options of a table with {@code 'connector' = 'scylladb-cdc'}, besides those of the connection
 * ({@link ScyllaConnectionOptions}) and of the snapshot ({@link ScyllaSnapshotOptions}).
 */
@PublicEvolving
public final class ScyllaCdcConnectorOptions {

    public static final ConfigOption<String> KEYSPACE =
            ConfigOptions.key("keyspace")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("Keyspace of the table, as ScyllaDB stores its name.");

    public static final ConfigOption<String> TABLE =
            ConfigOptions.key("table")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The base table, not its log, as ScyllaDB stores its name. CDC must be"
                                    + " enabled on it.");

    public static final ConfigOption<ChangelogStyle> CHANGELOG =
            ConfigOptions.key("scan.changelog")
                    .enumType(ChangelogStyle.class)
                    .defaultValue(ChangelogStyle.FULL)
                    .withDescription(
                            "What becomes of the log: 'full' rows, kept in state, with every"
                                    + " delete and every expiry; rows by the log's 'images' (before"
                                    + " and after) or as an 'upsert' (after alone), without state;"
                                    + " or the log's own 'deltas', one row a change.");

    public static final ConfigOption<UnknownRowsMode> UNKNOWN_ROWS =
            ConfigOptions.key("scan.changelog.unknown-rows")
                    .enumType(UnknownRowsMode.class)
                    .defaultValue(UnknownRowsMode.READ)
                    .withDescription(
                            "With 'full': what to do about rows from before the log that is read."
                                    + " 'read' reads a partition from the table when its first"
                                    + " change comes, as it is then; 'partial' shows rows with what"
                                    + " the log tells of them, step by step. Without effect when the job begins with a"
                                    + " snapshot.");

    public static final ConfigOption<Duration> DELETE_RETENTION =
            ConfigOptions.key("scan.changelog.delete-retention")
                    .durationType()
                    .defaultValue(FullRowChangelog.DEFAULT_DELETE_RETENTION)
                    .withDescription(
                            "With 'full': how far behind the watermark a late change may be and"
                                    + " still lose against a later delete or expiry.");

    public static final ConfigOption<StartupMode> STARTUP_MODE =
            ConfigOptions.key("scan.startup.mode")
                    .enumType(StartupMode.class)
                    .noDefaultValue()
                    .withDescription(
                            "Where a job without a savepoint begins: 'initial' reads the table and"
                                    + " goes on with its log; 'snapshot' reads the table and ends;"
                                    + " 'earliest', 'latest' and 'timestamp' read the log from"
                                    + " there. Without it: 'initial' with 'full', 'latest' with the"
                                    + " other changelogs.");

    public static final ConfigOption<String> STARTUP_TIMESTAMP =
            ConfigOptions.key("scan.startup.timestamp")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The time to begin at with the mode 'timestamp': ISO-8601 with a zone,"
                                    + " such as 2026-01-31T12:00:00Z, or milliseconds since 1970.");

    public static final ConfigOption<BoundedMode> BOUNDED_MODE =
            ConfigOptions.key("scan.bounded.mode")
                    .enumType(BoundedMode.class)
                    .defaultValue(BoundedMode.UNBOUNDED)
                    .withDescription(
                            "Where reading the log ends: 'unbounded' never, 'latest' at the time"
                                    + " when the job first runs, 'timestamp' at a time.");

    public static final ConfigOption<String> BOUNDED_TIMESTAMP =
            ConfigOptions.key("scan.bounded.timestamp")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The time to end before with the mode 'timestamp', written like that"
                                    + " to begin at.");

    public static final ConfigOption<OnDataLoss> ON_DATA_LOSS =
            ConfigOptions.key("scan.on-data-loss")
                    .enumType(OnDataLoss.class)
                    .defaultValue(OnDataLoss.FAIL)
                    .withDescription(
                            "What to do when the log's TTL has removed changes that were not read"
                                    + " yet: 'fail' the job, or 'continue' and count.");

    public static final ConfigOption<Duration> CONFIDENCE_WINDOW =
            ConfigOptions.key("scan.confidence-window")
                    .durationType()
                    .defaultValue(ReadOptions.defaults().confidenceWindow())
                    .withDescription(
                            "How far reading stays behind the clock. Changes that show in the log"
                                    + " later than this after their own timestamp are missed: it"
                                    + " must exceed the server's write timeout plus the difference"
                                    + " of the clocks.");

    public static final ConfigOption<Duration> WINDOW_MIN_SIZE =
            ConfigOptions.key("scan.window.min-size")
                    .durationType()
                    .defaultValue(ReadOptions.defaults().minWindow())
                    .withDescription("Least stretch of time asked for at once: at the live end.");

    public static final ConfigOption<Duration> WINDOW_MAX_SIZE =
            ConfigOptions.key("scan.window.max-size")
                    .durationType()
                    .defaultValue(ReadOptions.defaults().maxWindow())
                    .withDescription(
                            "Greatest stretch of time asked for at once: over empty time.");

    public static final ConfigOption<Duration> LATENCY_TARGET =
            ConfigOptions.key("scan.latency-target")
                    .durationType()
                    .defaultValue(ReadOptions.defaults().latencyTarget())
                    .withDescription(
                            "At the live end, how long changes may wait in a split in which nothing"
                                    + " was written lately, beyond the confidence window. More"
                                    + " saves queries and holds watermarks back.");

    public static final ConfigOption<Integer> SPLITS_PER_READER =
            ConfigOptions.key("scan.splits-per-reader")
                    .intType()
                    .defaultValue(ReadOptions.defaults().splitsPerReader())
                    .withDescription("Most splits that a reader gets of one generation.");

    public static final ConfigOption<Duration> DISCOVERY_INTERVAL =
            ConfigOptions.key("scan.generation-discovery.interval")
                    .durationType()
                    .defaultValue(ReadOptions.defaults().discoveryInterval())
                    .withDescription("How often new generations of streams are looked for.");

    public static final ConfigOption<Duration> DISCOVERY_HORIZON_MARGIN =
            ConfigOptions.key("scan.generation-discovery.horizon-margin")
                    .durationType()
                    .defaultValue(ReadOptions.defaults().horizonMargin())
                    .withDescription(
                            "How far past the last look for generations may be read. Must stay"
                                    + " below the time by which the server announces them ahead: 65"
                                    + " s unless its ring delay was changed.");

    public static final ConfigOption<Integer> READER_REQUESTS_IN_FLIGHT =
            ConfigOptions.key("scan.reader.requests-in-flight")
                    .intType()
                    .defaultValue(ReadOptions.defaults().requestsInFlight())
                    .withDescription("Pages that a reader asks for at a time.");

    public static final ConfigOption<MemorySize> READER_BUFFER_SIZE =
            ConfigOptions.key("scan.reader.buffer-size")
                    .memoryType()
                    .defaultValue(ReadOptions.defaults().bufferSize())
                    .withDescription(
                            "Bytes of pages, as they come over the wire, that a reader has asked"
                                    + " for or holds.");

    public static final ConfigOption<Boolean> LATE_SWEEP_ENABLED =
            ConfigOptions.key("scan.late-sweep.enabled")
                    .booleanType()
                    .defaultValue(ReadOptions.defaults().lateSweep() != null)
                    .withDescription(
                            "Whether to look a second time for changes that showed later than the"
                                    + " confidence window.");

    public static final ConfigOption<Duration> LATE_SWEEP_INTERVAL =
            ConfigOptions.key("scan.late-sweep.interval")
                    .durationType()
                    .defaultValue(LateSweep.EVERY_MINUTE.interval())
                    .withDescription("How often is looked a second time.");

    public static final ConfigOption<Duration> LATE_SWEEP_DEPTH =
            ConfigOptions.key("scan.late-sweep.depth")
                    .durationType()
                    .defaultValue(LateSweep.EVERY_MINUTE.depth())
                    .withDescription(
                            "How far back from the live end is looked; not below the interval.");

    private ScyllaCdcConnectorOptions() {}

    /** Those without which there is no table. */
    static Set<ConfigOption<?>> required() {
        return Set.of(KEYSPACE, TABLE);
    }

    /** All others, with those of the connection and those that Flink itself defines. */
    static Set<ConfigOption<?>> optional() {
        Set<ConfigOption<?>> options = new LinkedHashSet<>(ScyllaConnectionOptions.all());
        options.addAll(DeclaredOptions.of(ScyllaCdcConnectorOptions.class));
        options.addAll(ScyllaSnapshotOptions.all());
        options.add(FactoryUtil.SOURCE_PARALLELISM);
        options.removeAll(required());
        return options;
    }

    /** Those that may change while a compiled plan stays: they choose no operators and no rows. */
    static Set<ConfigOption<?>> changeable() {
        Set<ConfigOption<?>> options = new LinkedHashSet<>(optional());
        options.removeAll(
                Set.of(
                        CHANGELOG,
                        UNKNOWN_ROWS,
                        STARTUP_MODE,
                        BOUNDED_MODE,
                        FactoryUtil.SOURCE_PARALLELISM));
        return options;
    }
}
