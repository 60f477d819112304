/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scyllaflink.connector.cql.ScannedRow;
import org.scyllaflink.connector.model.TokenRange;

@Timeout(20)
class ScanSplitReaderTest {

    private static final TableRangeSplit ALL =
            new TableRangeSplit(0, new TokenRange(Long.MIN_VALUE, Long.MAX_VALUE), 8_000_000, null);

    private final FakeScan table = new FakeScan();
    private final AtomicLong nanos = new AtomicLong();

    @BeforeEach
    void fill() {
        // Two partitions share a token, and one is larger than a page.
        table.add(FakeScan.statics(-5, 1));
        table.add(FakeScan.row(-5, 1, 3));
        table.add(FakeScan.row(-5, 1, 2));
        table.add(FakeScan.statics(2, 7));
        for (int c = 0; c < 11; c++) {
            table.add(FakeScan.row(2, 7, c));
        }
        table.add(FakeScan.row(2, 8, 4));
        table.add(FakeScan.row(2, 8, 3));
        table.add(FakeScan.statics(Long.MAX_VALUE, 5));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void goesOnAfterAnyRowWithoutLossOrRepetition(int pageRows) throws IOException {
        List<ScannedRow> all = table.rows();
        assertThat(read(ALL, pageRows)).isEqualTo(all);
        for (int i = 0; i < all.size(); i++) {
            TableRangeSplit rest = ALL.upTo(RowOrder.positionOf(all.get(i)));
            assertThat(read(rest, pageRows)).isEqualTo(all.subList(i + 1, all.size()));
        }
    }

    @Test
    void goesOnAfterARowThatIsGone() throws IOException {
        List<ScannedRow> all = table.rows();
        for (int i = 0; i < all.size() - 1; i++) {
            table.remove(all.get(i));
            TableRangeSplit rest = ALL.upTo(RowOrder.positionOf(all.get(i)));
            assertThat(read(rest, 2)).isEqualTo(all.subList(i + 1, all.size()));
            table.add(all.get(i));
        }
    }

    @Test
    void rangesAreReadSideBySide() throws IOException {
        ScanSplitReader reader = reader(new RowRate(null, 2, nanos::get));
        reader.handleSplitsChanges(
                new SplitsAddition<>(
                        List.of(
                                new TableRangeSplit(1, new TokenRange(-9, 1), 1, null),
                                new TableRangeSplit(2, new TokenRange(1, 5), 1, null))));
        List<String> splits = new ArrayList<>();
        for (int finished = 0; finished < 2; ) {
            RecordsWithSplitIds<ScannedRow> fetched = reader.fetch();
            splits.add(fetched.nextSplit());
            finished += fetched.finishedSplits().size();
        }
        assertThat(splits.subList(0, 3)).containsExactly("1", "2", "1");
    }

    @Test
    void rangesBeyondAFewWaitUntilOthersEnd() throws IOException {
        ScanSplitReader reader = reader(new RowRate(null, 100, nanos::get));
        List<TableRangeSplit> splits = new ArrayList<>();
        for (int i = 0; i < 2 * ScanSplitReader.RANGES_AT_ONCE; i++) {
            splits.add(new TableRangeSplit(i, new TokenRange(i, i + 1), 1, null));
        }
        reader.handleSplitsChanges(new SplitsAddition<>(splits));
        Set<String> finished = new HashSet<>(reader.fetch().finishedSplits());
        assertThat(table.askedPages()).hasSize(ScanSplitReader.RANGES_AT_ONCE + 1);
        while (finished.size() < splits.size()) {
            finished.addAll(reader.fetch().finishedSplits());
        }
    }

    @Test
    void aRangeWithoutRowsEnds() throws IOException {
        TableRangeSplit empty = new TableRangeSplit(4, new TokenRange(10, 20), 1, null);
        assertThat(read(empty, 5)).isEmpty();
    }

    @Test
    void wakesUpWhenThereIsNothingToRead() throws IOException {
        ScanSplitReader reader = reader(new RowRate(null, 2, nanos::get));
        reader.wakeUp();
        assertThat(reader.fetch().nextSplit()).isNull();
    }

    @Test
    void pagesWaitForTheirTimeAndAWakeUpInterrupts() throws IOException {
        ScanSplitReader reader = reader(new RowRate(4.0, 100, nanos::get));
        reader.handleSplitsChanges(new SplitsAddition<>(List.of(ALL)));
        assertThat(reader.fetch().nextSplit()).isEqualTo("0");
        assertThat(table.askedPages()).containsExactly(1);
        reader.wakeUp();
        assertThat(reader.fetch().nextSplit()).isNull();

        nanos.addAndGet(250_000_000);
        assertThat(reader.fetch().nextSplit()).isEqualTo("0");
        assertThat(table.askedPages()).containsExactly(1, 1);
    }

    @Test
    void aPageThatCannotBeReadFails() {
        ScanSplitReader reader = reader(new RowRate(null, 2, nanos::get));
        table.failWith(new IOException("rows of ks.t: no node answers"));
        reader.handleSplitsChanges(new SplitsAddition<>(List.of(ALL)));
        assertThatThrownBy(reader::fetch)
                .isInstanceOf(IOException.class)
                .hasMessage("rows of ks.t: no node answers");
    }

    private ScanSplitReader reader(RowRate rate) {
        return new ScanSplitReader(table, new RowOrder(FakeScan.SCHEMA), rate);
    }

    private List<ScannedRow> read(TableRangeSplit split, int pageRows) throws IOException {
        ScanSplitReader reader = reader(new RowRate(null, pageRows, nanos::get));
        reader.handleSplitsChanges(new SplitsAddition<>(List.of(split)));
        List<ScannedRow> rows = new ArrayList<>();
        while (true) {
            RecordsWithSplitIds<ScannedRow> fetched = reader.fetch();
            assertThat(fetched.nextSplit()).isEqualTo(split.splitId());
            for (ScannedRow row = fetched.nextRecordFromSplit();
                    row != null;
                    row = fetched.nextRecordFromSplit()) {
                rows.add(row);
            }
            if (!fetched.finishedSplits().isEmpty()) {
                return rows;
            }
        }
    }
}
