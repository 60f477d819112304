/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scyllaflink.connector.source.StartingPoint;
import org.scyllaflink.connector.source.StoppingPoint;

class ScanSpanTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant SNAPSHOT = Instant.parse("2026-01-31T11:59:00Z");

    @ParameterizedTest
    @CsvSource({
        "full, INITIAL",
        "images, LATEST",
        "upsert, LATEST",
        "deltas, LATEST",
    })
    void changelogDecidesWhereToBeginUnlessTold(String changelog, StartupMode expected) {
        ScanSpan span = span("scan.changelog=" + changelog);
        assertThat(span.startup()).isEqualTo(expected);
        assertThat(span.isBounded()).isFalse();
    }

    @Test
    void modesAndTimesBecomePoints() {
        assertThat(span("scan.startup.mode=earliest").start(SNAPSHOT))
                .isEqualTo(StartingPoint.earliest());
        assertThat(span("scan.startup.mode=initial").start(SNAPSHOT))
                .isEqualTo(StartingPoint.at(SNAPSHOT));
        assertThat(span("scan.startup.mode=snapshot").isBounded()).isTrue();
        ScanSpan times =
                span(
                        "scan.startup.mode=timestamp;scan.startup.timestamp=2026-01-01T00:00:00+01:00;"
                                + "scan.bounded.mode=timestamp;scan.bounded.timestamp=1767222000001");
        assertThat(times.start(SNAPSHOT))
                .isEqualTo(StartingPoint.at(Instant.parse("2025-12-31T23:00:00Z")));
        assertThat(times.stop())
                .isEqualTo(StoppingPoint.at(Instant.parse("2025-12-31T23:00:00.001Z")));
        assertThat(span("scan.startup.mode=earliest;scan.bounded.mode=latest").stop())
                .isEqualTo(StoppingPoint.now());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    scan.startup.mode=initial;scan.bounded.mode=latest | Set 'scan.startup.mode' to 'snapshot' or remove 'scan.bounded.mode' = 'latest': with 'initial' the log would end before the snapshot does.
                    scan.bounded.mode=timestamp;scan.bounded.timestamp=2026-01-31T12:00:00Z | Set 'scan.bounded.timestamp' to a time to come or 'scan.startup.mode' to 'earliest': a snapshot shows the table as it is now, after 2026-01-31T12:00:00Z.
                    scan.startup.mode=snapshot;scan.bounded.mode=latest | Remove 'scan.bounded.mode' = 'latest' or set 'scan.startup.mode' to 'initial': a snapshot ends by itself.
                    scan.startup.mode=latest;scan.bounded.mode=latest | Set 'scan.startup.mode' to 'earliest' or 'timestamp', or remove 'scan.bounded.mode': from 'latest' to 'latest' there is nothing to read.
                    scan.changelog=deltas;scan.startup.mode=initial | Set 'scan.startup.mode' to 'earliest', 'latest' or 'timestamp', or 'scan.changelog' to 'full': rows of a snapshot can be put in their place among the changes of the log by 'full' alone (startup mode 'initial', changelog 'deltas').
                    scan.startup.mode=timestamp | Set 'scan.startup.timestamp' to a time, such as 2026-01-31T12:00:00Z: 'scan.startup.mode' is 'timestamp'.
                    scan.startup.mode=timestamp;scan.startup.timestamp=2026-01-31T12:01:01Z | Set 'scan.startup.timestamp' (2026-01-31T12:01:01Z) to a time that has come: by the server's clock it is 2026-01-31T12:00:00Z.
                    scan.startup.timestamp=0 | Set 'scan.startup.mode' to 'timestamp' or remove 'scan.startup.timestamp', which has no effect otherwise.
                    scan.startup.mode=timestamp;scan.startup.timestamp=yesterday | Set 'scan.startup.timestamp' to a time with its zone, such as 2026-01-31T12:00:00Z, or to milliseconds since 1970: 'yesterday' is neither.
                    scan.startup.mode=timestamp;scan.startup.timestamp=2026-01-31T12:00:00 | Set 'scan.startup.timestamp' to a time with its zone, such as 2026-01-31T12:00:00Z, or to milliseconds since 1970: '2026-01-31T12:00:00' is neither.
                    scan.startup.mode=timestamp;scan.startup.timestamp=2;scan.bounded.mode=timestamp;scan.bounded.timestamp=2 | Set 'scan.bounded.timestamp' (1970-01-01T00:00:00.002Z) to a time after 'scan.startup.timestamp' (1970-01-01T00:00:00.002Z).
                    """)
    void whatMakesNoSenseIsRefusedWithWhatToChange(String options, String message) {
        assertThatThrownBy(() -> span(options))
                .isInstanceOf(ValidationException.class)
                .hasMessage(message)
                // Of a chain of causes the SQL client shows the last alone.
                .hasNoCause();
    }

    private static ScanSpan span(String options) {
        Map<String, String> byKey = new HashMap<>();
        for (String option : options.split(";")) {
            int equals = option.indexOf('=');
            byKey.put(option.substring(0, equals), option.substring(equals + 1));
        }
        Configuration configuration = Configuration.fromMap(byKey);
        return ScanSpan.of(
                configuration, configuration.get(ScyllaCdcConnectorOptions.CHANGELOG), NOW);
    }
}
