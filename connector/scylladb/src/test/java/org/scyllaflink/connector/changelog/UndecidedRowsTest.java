/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.SimpleCounter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;

/**
 * Rows of which it is not known whether they have a marker, when their last value dies: here at
 * second 10, read at second 5.
 */
class UndecidedRowsTest {

    private static final long S = 1_000_000;
    private static final CqlValue[] NO_STATICS = {};
    private static final Key KEY = Key.of(Log.integer(1));

    private final RowLayout layout =
            RowLayout.of(
                    new Log(
                                    Column.partitionKey("p", CqlType.Native.INT),
                                    Column.regular("a", CqlType.Native.INT))
                            .schema());
    private final CollectedRows output = new CollectedRows();
    private final SimpleCounter expirations = new SimpleCounter();
    private final List<UndecidedRow> asked = new ArrayList<>();
    private final UndecidedRows undecided = new UndecidedRows(asked::add);
    private final RowSender sender = sender(undecided);

    private RowSender sender(UndecidedRows rows) {
        RowSender made =
                new RowSender(
                        new RowOutput(layout, output), layout.shownRowSlots(), rows, expirations);
        made.enter(KEY);
        return made;
    }

    private OpenRow row(@Nullable Cell marker, @Nullable Cell value) {
        return new OpenRow(
                Key.EMPTY, new Row(new Slot[] {marker, value}, Row.NEVER, 1), Row.AT_NO_TIME);
    }

    private OpenRow expiring() {
        OpenRow row = row(Cell.unknown(5 * S - 1), Cell.read(3 * S, Log.integer(7), 10));
        sender.recall(row, NO_STATICS);
        return row;
    }

    /** The row as it comes out of state the next time. */
    private OpenRow again(OpenRow row) {
        OpenRow again = new OpenRow(Key.EMPTY, row.row(), Row.AT_NO_TIME);
        sender.recall(again, NO_STATICS);
        return again;
    }

    @Test
    void aRowThatCannotBeAskedAfterIsGone() {
        OpenRow row = row(Cell.unknown(5 * S - 1), Cell.read(3 * S, Log.integer(7), 10));
        RowSender alone = sender(new UndecidedRows(null));
        alone.recall(row, NO_STATICS);
        alone.expire(row, 10, NO_STATICS);
        assertThat(rows()).containsExactly("-D[1, 7] expiry");
        assertThat(row.row().isLive()).isFalse();
    }

    @Test
    void aRowThatIsNotThereGoesWhenTheAnswerComes() {
        OpenRow row = expiring();
        sender.expire(row, 20, NO_STATICS);
        assertThat(rows()).isEmpty();
        assertThat(asked).hasSize(1);

        sender.decide(again(row), asked.get(0), false, NO_STATICS);
        assertThat(rows()).containsExactly("-D[1, 7] expiry");
        assertThat(row.row().isLive()).isFalse();
        assertThat(expirations.getCount()).isEqualTo(1);
    }

    @Test
    void aRowThatIsThereGoesOnWithoutValuesAndIsNotAskedAfterAgain() {
        OpenRow row = expiring();
        sender.expire(row, 20, NO_STATICS);
        sender.decide(again(row), asked.get(0), true, NO_STATICS);
        assertThat(rows()).containsExactly("-U[1, 7] expiry", "+U[1, null] expiry");

        OpenRow later = again(row);
        sender.send(later, step(11), NO_STATICS);
        assertThat(rows()).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void aRowThatHadAValueAgainIsAskedAfterAgain() {
        OpenRow row = expiring();
        sender.expire(row, 20, NO_STATICS);
        OpenRow settled = again(row);
        sender.decide(settled, asked.get(0), true, NO_STATICS);
        settled.row().merge(1, Cell.written(11 * S, Log.integer(8), 0));
        sender.send(settled, step(11), NO_STATICS);
        settled.row().merge(1, Cell.deleted(12 * S));
        sender.send(settled, step(12), NO_STATICS);
        assertThat(asked).hasSize(2);
        rows();

        sender.decide(again(settled), asked.get(1), false, NO_STATICS);
        assertThat(rows()).containsExactly("-D[1, 8] delete");
    }

    @Test
    void theAnswerIsOfNoUseWhenTheRowHasChangedMeanwhile() {
        OpenRow row = expiring();
        sender.expire(row, 20, NO_STATICS);
        assertThat(undecided.isAsked(asked.get(0))).isTrue();

        OpenRow changed = again(row);
        changed.row().merge(1, Cell.written(11 * S, Log.integer(8), 0));
        sender.send(changed, step(11), NO_STATICS);
        assertThat(undecided.isAsked(asked.get(0))).isFalse();
        assertThat(rows()).containsExactly("-U[1, 7] write", "+U[1, 8] write");
    }

    @Test
    void theAnswerIsOfUseToARowThatWasOnlyLookedAt() {
        OpenRow row = expiring();
        sender.expire(row, 20, NO_STATICS);
        sender.expire(again(row), 20, NO_STATICS);
        assertThat(undecided.isAsked(asked.get(0))).isTrue();
        assertThat(asked).hasSize(1);
    }

    @Test
    void aDeleteOfTheRowDecides() {
        OpenRow row = expiring();
        row.row().delete(5 * S);
        sender.send(row, step(6), NO_STATICS);
        assertThat(asked).isEmpty();
        assertThat(rows()).containsExactly("-D[1, 7] delete");
    }

    @Test
    void aMarkerOfTheLogDecides() {
        OpenRow row = expiring();
        row.row().merge(Row.MARKER, Cell.written(6 * S, Cell.NO_VALUE, 2));
        sender.expire(row, 20, NO_STATICS);
        assertThat(asked).isEmpty();
        assertThat(rows()).containsExactly("-D[1, 7] expiry");
    }

    private static Step step(long second) {
        return new Step(second * 1_000, second * S, Step.Kind.IN_TIME);
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        output.take()
                .forEach(
                        row ->
                                rows.add(
                                        String.format(
                                                "%s[%d, %s] %s",
                                                row.getValue().getRowKind().shortString(),
                                                row.getValue().getInt(0),
                                                row.getValue().isNullAt(1)
                                                        ? null
                                                        : row.getValue().getInt(1),
                                                row.getValue().getString(3))));
        return rows;
    }
}
