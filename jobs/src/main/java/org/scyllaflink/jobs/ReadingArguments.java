/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.scyllaflink.connector.source.StartingPoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that say how the change log is read. */
@Command(optionListHeading = "%nReading:%n")
final class ReadingArguments {

    @Option(
            names = "--start",
            paramLabel = "WHERE",
            description =
                    "Where to begin without a savepoint: earliest, latest or an instant such as"
                            + " 2026-01-31T12:00:00Z. Rows written before are not counted."
                            + " Default: earliest.")
    String start = "earliest";

    @Option(
            names = "--confidence-window",
            paramLabel = "DURATION",
            description =
                    "How far reading stays behind the clock, so that slow writes are not missed."
                            + " Default: 10s.")
    Duration confidenceWindow = ReadingOptions.DEFAULT_CONFIDENCE_WINDOW;

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "DURATION",
            description =
                    "How often state is stored and Kafka transactions are committed. Default: 10s.")
    Duration checkpointInterval = ReadingOptions.DEFAULT_CHECKPOINT_INTERVAL;

    ReadingOptions options() {
        return new ReadingOptions(startingPoint(), confidenceWindow, checkpointInterval);
    }

    private StartingPoint startingPoint() {
        return switch (start) {
            case "earliest" -> StartingPoint.earliest();
            case "latest" -> StartingPoint.latest();
            default -> {
                try {
                    yield StartingPoint.at(Instant.parse(start));
                } catch (DateTimeParseException e) {
                    throw new IllegalArgumentException(
                            "--start: '"
                                    + start
                                    + "' (expected: earliest, latest or an instant such as"
                                    + " 2026-01-31T12:00:00Z)",
                            e);
                }
            }
        };
    }
}
