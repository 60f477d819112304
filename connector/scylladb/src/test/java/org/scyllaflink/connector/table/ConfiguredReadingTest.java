/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.table.api.ValidationException;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.source.LateSweep;
import org.scyllaflink.connector.source.ReadOptions;

class ConfiguredReadingTest {

    @Test
    void defaultsAreThoseOfTheSource() {
        assertThat(ConfiguredReading.of(new Configuration())).isEqualTo(ReadOptions.defaults());
    }

    @Test
    void everySettingHasItsOption() {
        Configuration options =
                Configuration.fromMap(
                        Map.ofEntries(
                                Map.entry("scan.confidence-window", "3 s"),
                                Map.entry("scan.window.min-size", "4 s"),
                                Map.entry("scan.window.max-size", "5 s"),
                                Map.entry("scan.latency-target", "6 s"),
                                Map.entry("scan.splits-per-reader", "7"),
                                Map.entry("scan.generation-discovery.interval", "8 s"),
                                Map.entry("scan.generation-discovery.horizon-margin", "9 s"),
                                Map.entry("scan.reader.requests-in-flight", "10"),
                                Map.entry("scan.reader.buffer-size", "11 mb"),
                                Map.entry("scan.late-sweep.enabled", "true"),
                                Map.entry("scan.late-sweep.interval", "12 s"),
                                Map.entry("scan.late-sweep.depth", "13 s")));
        assertThat(ConfiguredReading.of(options))
                .isEqualTo(
                        new ReadOptions(
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(6),
                                7,
                                Duration.ofSeconds(8),
                                Duration.ofSeconds(9),
                                10,
                                MemorySize.ofMebiBytes(11),
                                new LateSweep(Duration.ofSeconds(12), Duration.ofSeconds(13))));
    }

    @Test
    void namesAValueOutOfItsRange() {
        Configuration options =
                Configuration.fromMap(
                        Map.of(
                                "scan.late-sweep.enabled", "true",
                                "scan.late-sweep.depth", "1 s"));
        assertThatThrownBy(() -> ConfiguredReading.of(options))
                .isInstanceOf(ValidationException.class)
                .hasMessageStartingWith("Options 'scan.*': late sweep depth: PT1S (expected: ")
                .hasNoCause();
    }
}
