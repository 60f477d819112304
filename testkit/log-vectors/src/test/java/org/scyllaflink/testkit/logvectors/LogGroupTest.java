/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LogGroupTest {
    @Test
    void equalLogsMatchAndGroupsOfOneTimeInAnyOrder() {
        List<LogGroup> expected = List.of(group(null, row(0, "1")), group(null, row(0, "2")));

        assertThat(
                        LogGroup.match(
                                expected, List.of(group(5L, row(0, "1")), group(6L, row(0, "2")))))
                .isTrue();
        assertThat(
                        LogGroup.match(
                                expected, List.of(group(5L, row(0, "2")), group(5L, row(0, "1")))))
                .isTrue();
        assertThat(
                        LogGroup.match(
                                expected, List.of(group(5L, row(0, "2")), group(6L, row(0, "1")))))
                .isFalse();
    }

    @Test
    void aMissingOrAnExtraRowIsFound() {
        List<LogGroup> expected = List.of(group(null, row(0, "1")));

        assertThat(LogGroup.match(expected, List.of())).isFalse();
        assertThat(LogGroup.match(List.of(), List.of(group(5L, row(0, "1"))))).isFalse();
        assertThat(LogGroup.match(expected, List.of(group(5L, row(0, "1"), row(1, "1")))))
                .isFalse();
    }

    @Test
    void anExpectedTimeMustBeMet() {
        assertThat(LogGroup.match(List.of(group(5L, row(0, "1"))), List.of(group(5L, row(0, "1")))))
                .isTrue();
        assertThat(LogGroup.match(List.of(group(5L, row(0, "1"))), List.of(group(6L, row(0, "1")))))
                .isFalse();
    }

    @Test
    void aSymbolStandsForOneValueAndTwoSymbolsForTwo() {
        List<LogGroup> expected = List.of(group(null, row(0, "$a")), group(null, row(0, "$b")));

        assertThat(
                        LogGroup.match(
                                expected, List.of(group(5L, row(0, "x")), group(6L, row(0, "y")))))
                .isTrue();
        assertThat(
                        LogGroup.match(
                                expected, List.of(group(5L, row(0, "x")), group(6L, row(0, "x")))))
                .isFalse();
        List<LogGroup> same = List.of(group(null, row(0, "$a")), group(null, row(0, "$a")));
        assertThat(LogGroup.match(same, List.of(group(5L, row(0, "x")), group(6L, row(0, "y")))))
                .isFalse();
    }

    private static LogGroup group(Long micros, LogRow... rows) {
        return new LogGroup(micros, List.of(rows));
    }

    private static LogRow row(int seq, String value) {
        return new LogRow(seq, 1, null, false, Map.of("v", value), Set.of(), Map.of());
    }
}
