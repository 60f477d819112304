/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.chaos.LoggedRow.Element;

class LogTruthTest {

    private static final LoggedTable TABLE =
            new LoggedTable(
                    "ks.t",
                    List.of("pk"),
                    List.of("ck"),
                    List.of("s"),
                    List.of("a", "l"),
                    Set.of("l"),
                    Set.of("l"));

    private static final NavigableMap<Long, Set<String>> SETS =
            new TreeMap<>(
                    Map.of(
                            1000L, Set.of("0x01", "0x03"),
                            2000L, Set.of("0x02", "0x03")));

    private final List<LoggedRow> rows = new ArrayList<>();

    @Test
    void mergesTheRowsOfOneKeyInABatchAndAddsItsImages() {
        add(1001, 0, 0, false, Map.of("pk", "aa", "ck", "bb"), Set.of("a"));
        add(1001, 1, 2, false, Map.of("pk", "aa", "ck", "bb", "a", "05"), Set.of());
        add(1001, 2, 1, false, Map.of("pk", "aa", "ck", "bb"), Set.of("l"));
        add(1001, 3, 9, true, Map.of("pk", "aa", "ck", "bb", "a", "05"), Set.of());

        assertThat(lines("ks.t/(aa)"))
                .containsExactly(
                        "1000 0x01 "
                                + time(1001)
                                + "#1 insert (bb) | a=05 | l=empty"
                                + " | after{a=05, l=null} | before{a=null}");
    }

    @Test
    void writesListsOfImagesWithoutTheirTimes() {
        LoggedRow image =
                new LoggedRow(
                        "0x01",
                        time(1001),
                        0,
                        0,
                        0,
                        false,
                        Map.of("pk", "aa", "ck", "bb", "l", "raw"),
                        Map.of("l", List.of(new Element("e1", "07"), new Element("e2", "0809"))),
                        Set.of(),
                        Map.of());
        rows.add(image);
        add(1001, 1, 3, true, Map.of("pk", "aa", "ck", "bb"), Set.of());

        assertThat(lines("ks.t/(aa)").get(0))
                .endsWith("#1 delete-row (bb) | before{l=000000020000000107000000020809}");
    }

    @Test
    void tellsStaticRowsRangesAndPartitionsApart() {
        add(1001, 0, 1, false, Map.of("pk", "aa", "s", "01"), Set.of());
        add(1001, 1, 6, false, Map.of("pk", "aa", "ck", "bb"), Set.of());
        add(1001, 2, 7, false, Map.of("pk", "aa"), Set.of());
        add(1001, 3, 4, true, Map.of("pk", "aa"), Set.of());

        assertThat(lines("ks.t/(aa)"))
                .extracting(line -> line.substring(line.indexOf('#')))
                .containsExactly(
                        "#0 update static | s=01",
                        "#1 delete-range ( (bb) () ]",
                        "#3 delete-partition");
    }

    @Test
    void putsTheStreamsOfAKeyInTheOrderOfTheirGenerations() {
        rows.add(row("0x02", 2100, 0, 3, true, Map.of("pk", "aa", "ck", "bb"), Set.of()));
        rows.add(row("0x01", 1100, 0, 3, true, Map.of("pk", "aa", "ck", "cc"), Set.of()));

        assertThat(lines("ks.t/(aa)"))
                .extracting(line -> line.substring(0, 4))
                .containsExactly("1000", "2000");
    }

    @Test
    void takesTheSetOfARowsTimeIfItsStreamIsInSeveral() {
        rows.add(row("0x03", 1999, 0, 3, true, Map.of("pk", "aa", "ck", "bb"), Set.of()));
        rows.add(row("0x03", 2000, 0, 3, true, Map.of("pk", "aa", "ck", "cc"), Set.of()));

        assertThat(lines("ks.t/(aa)"))
                .extracting(line -> line.substring(0, 4))
                .containsExactly("1000", "2000");
    }

    @Test
    void refusesARowInAStreamThatIsNotOfItsTime() {
        rows.add(row("0x01", 2000, 0, 3, true, Map.of("pk", "aa", "ck", "bb"), Set.of()));

        assertThatThrownBy(() -> lines("ks.t/(aa)"))
                .hasMessageContaining("not a stream of its time");
    }

    @Test
    void anImageWithoutAChangeIsALineThatNoSourceGives() {
        add(1001, 0, 0, false, Map.of("pk", "aa", "ck", "bb"), Set.of());
        add(1001, 1, 3, true, Map.of("pk", "aa", "ck", "cc"), Set.of());

        assertThat(lines("ks.t/(aa)")).last().asString().startsWith("unpaired before");
    }

    @Test
    void refusesABatchWithAHole() {
        add(1001, 0, 1, false, Map.of("pk", "aa", "s", "01"), Set.of());
        add(1001, 2, 3, true, Map.of("pk", "aa", "ck", "cc"), Set.of());

        assertThatThrownBy(() -> lines("ks.t/(aa)"))
                .hasMessageContaining("the log is not well-formed: expected sequence 1");
    }

    private List<String> lines(String key) {
        return LogTruth.of(TABLE, rows, SETS).of(key);
    }

    private void add(
            int time,
            int sequence,
            int operation,
            boolean end,
            Map<String, String> values,
            Set<String> deleted) {
        rows.add(row("0x01", time, sequence, operation, end, values, deleted));
    }

    private static LoggedRow row(
            String stream,
            int time,
            int sequence,
            int operation,
            boolean end,
            Map<String, String> values,
            Set<String> deleted) {
        return new LoggedRow(
                stream,
                time(time),
                sequence,
                operation,
                0,
                end,
                values,
                Map.of(),
                deleted,
                Map.of());
    }

    private static UUID time(int millis) {
        long ticks = millis * 10_000L + 0x01b21dd213814000L;
        return new UUID(ticks << 32 | ticks >>> 16 & 0xffff0000L | 0x1000L | ticks >>> 48, 1);
    }
}
