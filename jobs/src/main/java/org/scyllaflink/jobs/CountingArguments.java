/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that say what is counted. */
@Command(optionListHeading = "%nCounting:%n")
final class CountingArguments {

    @Option(
            names = "--segment-column",
            paramLabel = "COLUMN",
            description = "Required. Column whose values are the segments.")
    @Nullable String segmentColumn;

    @Option(
            names = "--member-columns",
            split = ",",
            paramLabel = "COLUMN",
            description =
                    "Columns that identify a member, separated by commas. Default: the primary"
                            + " key without the segment column.")
    List<String> memberColumns = List.of();

    @Option(
            names = "--filter",
            paramLabel = "SQL",
            description =
                    "Count only rows that meet this Flink SQL expression over the table's columns,"
                            + " such as \"score > 10 AND country = 'FR'\". Default: all rows.")
    @Nullable String filter;

    @Option(
            names = "--window",
            paramLabel = "DURATION",
            description = "Length of a row of the history. Default: 1min.")
    Duration window = CountingOptions.DEFAULT_WINDOW;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            description = "Least time between two counts of a segment. Default: 1s.")
    Duration interval = CountingOptions.DEFAULT_INTERVAL;

    @Option(
            names = "--flush-interval",
            paramLabel = "DURATION",
            description =
                    "How long changes are added up before they cross the network. Default: 200ms.")
    Duration flushInterval = CountingOptions.DEFAULT_FLUSH_INTERVAL;

    CountingOptions options() {
        Options.requireGiven("--segment-column", segmentColumn, "a column of the table");
        return new CountingOptions(
                segmentColumn, memberColumns, filter, window, interval, flushInterval);
    }
}
