/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.time.Duration;
import java.time.Instant;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.factories.FactoryUtil;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.CdcTable;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.source.OnDataLoss;
import org.scyllaflink.connector.source.ReadOptions;

/**
 * All that is known of a scan before a query says which of it it wants.
 *
 * @param table as it was when the query was planned
 * @param parallelism of the readers; null for that of the job
 * @param alignment null if the readers wait for no other source
 */
record CdcScan(
        ScyllaConnection connection,
        CdcTable table,
        ChangelogStyle style,
        ScanSpan span,
        Reading reading,
        Rows rows,
        Snapshot snapshot,
        @Nullable Integer parallelism,
        @Nullable Alignment alignment) {

    /** How long before a snapshot the log is read, beyond the confidence window. */
    private static final Duration SNAPSHOT_MARGIN = Duration.ofSeconds(5);

    /** How the log is read. */
    record Reading(ReadOptions options, OnDataLoss onDataLoss) {}

    /** What becomes of the rows of {@link ChangelogStyle#FULL}. */
    record Rows(UnknownRowsMode unknown, Duration deleteRetention) {}

    /**
     * How all rows are read.
     *
     * @param start from where on the log holds what a snapshot that begins now may have missed
     * @param ranges into which the table is cut
     * @param rowsPerSecond null for no limit
     */
    record Snapshot(Instant start, int ranges, @Nullable Integer rowsPerSecond) {}

    /** Flink's watermark alignment. */
    record Alignment(String group, Duration maxDrift, Duration updateInterval) {}

    TableSchema schema() {
        return table.schema();
    }

    /**
     * @throws ValidationException if an option has a value that is none, or contradicts another
     */
    static CdcScan of(ReadableConfig options, ScyllaConnection connection, PlannedTable table) {
        ChangelogStyle style = options.get(ScyllaCdcConnectorOptions.CHANGELOG);
        ReadOptions reads = ConfiguredReading.of(options);
        requirePositive(options, ScyllaSnapshotOptions.RANGES);
        requirePositive(options, ScyllaSnapshotOptions.ROWS_PER_SECOND);
        requirePositive(options, FactoryUtil.SOURCE_PARALLELISM);
        return new CdcScan(
                connection,
                table.cdc(),
                style,
                ScanSpan.of(options, style, table.serverTime()),
                new Reading(reads, options.get(ScyllaCdcConnectorOptions.ON_DATA_LOSS)),
                new Rows(
                        options.get(ScyllaCdcConnectorOptions.UNKNOWN_ROWS),
                        options.get(ScyllaCdcConnectorOptions.DELETE_RETENTION)),
                new Snapshot(
                        table.serverTime().minus(reads.confidenceWindow()).minus(SNAPSHOT_MARGIN),
                        options.get(ScyllaSnapshotOptions.RANGES),
                        options.getOptional(ScyllaSnapshotOptions.ROWS_PER_SECOND).orElse(null)),
                options.getOptional(FactoryUtil.SOURCE_PARALLELISM).orElse(null),
                alignment(options));
    }

    static void requirePositive(ReadableConfig options, ConfigOption<Integer> option) {
        options.getOptional(option)
                .filter(value -> value <= 0)
                .ifPresent(
                        value -> {
                            throw new ValidationException(
                                    "Set '" + option.key() + "' (" + value + ") to 1 or more.");
                        });
    }

    private static @Nullable Alignment alignment(ReadableConfig options) {
        return options.getOptional(FactoryUtil.WATERMARK_ALIGNMENT_GROUP)
                .map(
                        group ->
                                new Alignment(
                                        group,
                                        options.get(FactoryUtil.WATERMARK_ALIGNMENT_MAX_DRIFT),
                                        options.get(
                                                FactoryUtil.WATERMARK_ALIGNMENT_UPDATE_INTERVAL)))
                .orElse(null);
    }
}
