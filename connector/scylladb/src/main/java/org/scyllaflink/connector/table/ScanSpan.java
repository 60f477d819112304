/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.source.StartingPoint;
import org.scyllaflink.connector.source.StoppingPoint;

/**
 * Where reading begins and ends.
 *
 * @param from the time to begin at with {@link StartupMode#TIMESTAMP}, null with all others
 */
record ScanSpan(StartupMode startup, @Nullable Instant from, StoppingPoint stop) {

    /** By how much clocks may differ, as the source has it. */
    private static final Duration TOLERATED_FUTURE = Duration.ofMinutes(1);

    /**
     * @param now by the server's clock
     * @throws ValidationException if the options contradict each other, or would read nothing
     */
    static ScanSpan of(ReadableConfig options, ChangelogStyle style, Instant now) {
        StartupMode startup =
                options.getOptional(ScyllaCdcConnectorOptions.STARTUP_MODE)
                        .orElse(
                                style == ChangelogStyle.FULL
                                        ? StartupMode.INITIAL
                                        : StartupMode.LATEST);
        BoundedMode bounded = options.get(ScyllaCdcConnectorOptions.BOUNDED_MODE);
        Instant from =
                time(
                        options,
                        ScyllaCdcConnectorOptions.STARTUP_MODE,
                        startup == StartupMode.TIMESTAMP,
                        ScyllaCdcConnectorOptions.STARTUP_TIMESTAMP);
        Instant until =
                time(
                        options,
                        ScyllaCdcConnectorOptions.BOUNDED_MODE,
                        bounded == BoundedMode.TIMESTAMP,
                        ScyllaCdcConnectorOptions.BOUNDED_TIMESTAMP);
        if (startup.readsTable()) {
            checkSnapshot(startup, style, bounded, until, now);
        }
        checkOrder(startup, from, bounded, until);
        if (from != null && from.isAfter(now.plus(TOLERATED_FUTURE))) {
            throw new ValidationException(
                    "Set 'scan.startup.timestamp' ("
                            + from
                            + ") to a time that has come: by the server's clock it is "
                            + now
                            + ".");
        }
        return new ScanSpan(
                startup,
                from,
                switch (bounded) {
                    case UNBOUNDED -> StoppingPoint.never();
                    case LATEST -> StoppingPoint.now();
                    case TIMESTAMP -> StoppingPoint.at(until);
                });
    }

    /** Whether there is an end. */
    boolean isBounded() {
        return startup == StartupMode.SNAPSHOT || !(stop instanceof StoppingPoint.Never);
    }

    /**
     * Where the log is read from.
     *
     * @param snapshotStart for a job that begins with a snapshot
     */
    StartingPoint start(Instant snapshotStart) {
        return switch (startup) {
            case INITIAL, SNAPSHOT -> StartingPoint.at(snapshotStart);
            case EARLIEST -> StartingPoint.earliest();
            case LATEST -> StartingPoint.latest();
            case TIMESTAMP -> StartingPoint.at(from);
        };
    }

    private static void checkSnapshot(
            StartupMode startup,
            ChangelogStyle style,
            BoundedMode bounded,
            @Nullable Instant until,
            Instant now) {
        if (style != ChangelogStyle.FULL) {
            throw new ValidationException(
                    "Set 'scan.startup.mode' to 'earliest', 'latest' or 'timestamp', or"
                            + " 'scan.changelog' to 'full': rows of a snapshot can be put in their"
                            + " place among the changes of the log by 'full' alone (startup mode"
                            + " '"
                            + startup
                            + "', changelog '"
                            + style
                            + "').");
        }
        if (startup == StartupMode.SNAPSHOT && bounded != BoundedMode.UNBOUNDED) {
            throw new ValidationException(
                    "Remove 'scan.bounded.mode' = '"
                            + bounded
                            + "' or set 'scan.startup.mode' to 'initial': a snapshot ends by"
                            + " itself.");
        }
        if (startup == StartupMode.INITIAL && bounded == BoundedMode.LATEST) {
            throw new ValidationException(
                    "Set 'scan.startup.mode' to 'snapshot' or remove 'scan.bounded.mode' ="
                            + " 'latest': with 'initial' the log would end before the snapshot"
                            + " does.");
        }
        if (until != null && !until.isAfter(now)) {
            throw new ValidationException(
                    "Set 'scan.bounded.timestamp' to a time to come or 'scan.startup.mode' to"
                            + " 'earliest': a snapshot shows the table as it is now, after "
                            + until
                            + ".");
        }
    }

    private static void checkOrder(
            StartupMode startup,
            @Nullable Instant from,
            BoundedMode bounded,
            @Nullable Instant until) {
        if (startup == StartupMode.LATEST && bounded == BoundedMode.LATEST) {
            throw new ValidationException(
                    "Set 'scan.startup.mode' to 'earliest' or 'timestamp', or remove"
                            + " 'scan.bounded.mode': from 'latest' to 'latest' there is nothing to"
                            + " read.");
        }
        if (from != null && until != null && !until.isAfter(from)) {
            throw new ValidationException(
                    "Set 'scan.bounded.timestamp' ("
                            + until
                            + ") to a time after 'scan.startup.timestamp' ("
                            + from
                            + ").");
        }
    }

    private static @Nullable Instant time(
            ReadableConfig options,
            ConfigOption<?> mode,
            boolean isWanted,
            ConfigOption<String> option) {
        String text = options.getOptional(option).orElse(null);
        if (isWanted && text == null) {
            throw new ValidationException(
                    "Set '"
                            + option.key()
                            + "' to a time, such as 2026-01-31T12:00:00Z: '"
                            + mode.key()
                            + "' is 'timestamp'.");
        }
        if (!isWanted && text != null) {
            throw new ValidationException(
                    "Set '"
                            + mode.key()
                            + "' to 'timestamp' or remove '"
                            + option.key()
                            + "', which has no effect otherwise.");
        }
        return text == null ? null : parse(option, text.trim());
    }

    private static Instant parse(ConfigOption<String> option, String text) {
        try {
            return text.matches("-?[0-9]+")
                    ? Instant.ofEpochMilli(Long.parseLong(text))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new ValidationException(
                    "Set '"
                            + option.key()
                            + "' to a time with its zone, such as 2026-01-31T12:00:00Z, or to"
                            + " milliseconds since 1970: '"
                            + text
                            + "' is neither.");
        }
    }
}
