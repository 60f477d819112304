/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scyllaflink.connector.table.TableChanges.added;
import static org.scyllaflink.connector.table.TableChanges.collection;
import static org.scyllaflink.connector.table.TableChanges.image;
import static org.scyllaflink.connector.table.TableChanges.integer;
import static org.scyllaflink.connector.table.TableChanges.key;
import static org.scyllaflink.connector.table.TableChanges.removed;
import static org.scyllaflink.connector.table.TableChanges.text;
import static org.scyllaflink.connector.table.TableChanges.written;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.RowImage;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

/** What each change becomes in each of the styles that keep no state. */
class ChangelogStylesTest {

    private static final CqlType COUNTS =
            new CqlType.MapOf(CqlType.Native.TEXT, CqlType.Native.INT, false);
    private static final TableSchema CLUSTERED =
            new TableSchema(
                    new TableName("ks", "t"),
                    List.of(
                            Column.partitionKey("pk", CqlType.Native.INT),
                            Column.clustering("ck", CqlType.Native.INT, Column.Order.ASCENDING),
                            Column.fixed("s", CqlType.Native.INT),
                            Column.regular("v", CqlType.Native.TEXT),
                            Column.regular("m", COUNTS)));
    private static final TableSchema SINGLE =
            new TableSchema(
                    new TableName("ks", "u"),
                    List.of(
                            Column.partitionKey("pk", CqlType.Native.INT),
                            Column.regular("v", CqlType.Native.TEXT)));

    private static final ColumnDelta U = ColumnDelta.UNTOUCHED;
    private static final ColumnDelta S = written(integer(9));

    private static final RowImage OLD = image(null, text("old"), null);
    private static final RowImage NEW = image(null, text("new"), counts("a", 1));
    private static final RangeDelete.Bound OPEN = new RangeDelete.Bound(Key.EMPTY, true);

    /**
     * A batch and its rows: pk, ck, v, m; those of {@code deltas} with s before v, and the
     * metadata: operation, deleted columns, removed elements, TTL, bounds of a range.
     */
    private record Case(
            String name,
            ChangeBatch batch,
            List<String> images,
            List<String> upsert,
            List<String> deltas) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case(
                        "insert of a new row",
                        changes()
                                .row(key(2), 0, null, NEW, U, written(text("new")), put("a", 1))
                                .batch(),
                        List.of("+I[1, 2, new, {a=1}]"),
                        List.of("+U[1, 2, new, {a=1}]"),
                        List.of("+I[1, 2, null, new, {a=1}, insert, [], {}, null, null, null]")),
                new Case(
                        "update of a row",
                        changes().row(key(2), null, OLD, NEW, U, written(text("new")), U).batch(),
                        List.of("-U[1, 2, old, null]", "+U[1, 2, new, {a=1}]"),
                        List.of("+U[1, 2, new, {a=1}]"),
                        List.of("+I[1, 2, null, new, null, update, [], {}, null, null, null]")),
                new Case(
                        "update that makes a row",
                        changes().row(key(2), null, null, NEW, U, written(text("new")), U).batch(),
                        List.of("+I[1, 2, new, {a=1}]"),
                        List.of("+U[1, 2, new, {a=1}]"),
                        List.of("+I[1, 2, null, new, null, update, [], {}, null, null, null]")),
                new Case(
                        "columns set to null: the row may live on by its marker",
                        changes()
                                .row(
                                        key(2),
                                        null,
                                        OLD,
                                        image(null, null, null),
                                        U,
                                        ColumnDelta.DELETED,
                                        cleared())
                                .batch(),
                        List.of("-U[1, 2, old, null]", "+U[1, 2, null, null]"),
                        List.of("+U[1, 2, null, null]"),
                        List.of(
                                "+I[1, 2, null, null, null, update, [v, m], {}, null, null, null]")),
                new Case(
                        "elements removed",
                        changes()
                                .row(key(2), null, OLD, NEW, U, U, removed(text("x"), text("y")))
                                .batch(),
                        List.of("-U[1, 2, old, null]", "+U[1, 2, new, {a=1}]"),
                        List.of("+U[1, 2, new, {a=1}]"),
                        List.of(
                                "+I[1, 2, null, null, null, update, [], {m=[x, y]}, null, null,"
                                        + " null]")),
                new Case(
                        "values with TTLs",
                        changes()
                                .row(
                                        key(2),
                                        null,
                                        OLD,
                                        NEW,
                                        U,
                                        new ColumnDelta.Written(text("new"), 60),
                                        put("a", 1))
                                .batch(),
                        List.of("-U[1, 2, old, null]", "+U[1, 2, new, {a=1}]"),
                        List.of("+U[1, 2, new, {a=1}]"),
                        List.of("+I[1, 2, null, new, {a=1}, update, [], {}, 60, null, null]")),
                new Case(
                        "static columns, and a row",
                        changes()
                                .row(null, null, null, image(integer(9), null, null), S, U, U)
                                .row(key(2), 0, OLD, NEW, U, U, U)
                                .batch(),
                        List.of("-U[1, 2, old, null]", "+U[1, 2, new, {a=1}]"),
                        List.of("+U[1, 2, new, {a=1}]"),
                        List.of(
                                "+I[1, null, 9, null, null, static_update, [], {}, null, null,"
                                        + " null]",
                                "+I[1, 2, null, null, null, insert, [], {}, null, null, null]")),
                new Case(
                        "delete of a row",
                        changes().rowDelete(key(2), OLD).batch(),
                        List.of("-D[1, 2, old, null]"),
                        List.of("-D[1, 2, null, null]"),
                        List.of(
                                "+I[1, 2, null, null, null, row_delete, [], {}, null, null,"
                                        + " null]")),
                new Case(
                        "delete of a row that was not there",
                        changes().rowDelete(key(2), null).batch(),
                        List.of(),
                        List.of("-D[1, 2, null, null]"),
                        List.of(
                                "+I[1, 2, null, null, null, row_delete, [], {}, null, null,"
                                        + " null]")),
                new Case(
                        "per-row TTL over",
                        changes().expiredRow(key(2), OLD).batch(),
                        List.of("-D[1, 2, old, null]"),
                        List.of("-D[1, 2, null, null]"),
                        List.of(
                                "+I[1, 2, null, null, null, row_delete, [], {}, null, null,"
                                        + " null]")),
                new Case(
                        "insert and delete of a row at one time: the delete wins",
                        changes()
                                .row(key(2), 0, OLD, null, U, written(text("new")), U)
                                .rowDelete(key(2), OLD)
                                .batch(),
                        List.of("-D[1, 2, old, null]"),
                        List.of("-D[1, 2, null, null]"),
                        List.of(
                                "+I[1, 2, null, new, null, insert, [], {}, null, null, null]",
                                "+I[1, 2, null, null, null, row_delete, [], {}, null, null,"
                                        + " null]")));
    }

    static List<Case> deletesOfSeveralRows() {
        return List.of(
                new Case(
                        "range",
                        changes()
                                .rangeDelete(
                                        new RangeDelete.Bound(key(2), true),
                                        new RangeDelete.Bound(key(5), false))
                                .batch(),
                        List.of(),
                        List.of(),
                        List.of(
                                "+I[1, null, null, null, null, range_delete, [], {}, null, +I[2,"
                                        + " true], +I[5, false]]")),
                new Case(
                        "open range",
                        changes().rangeDelete(new RangeDelete.Bound(key(2), false), OPEN).batch(),
                        List.of(),
                        List.of(),
                        List.of(
                                "+I[1, null, null, null, null, range_delete, [], {}, null, +I[2,"
                                        + " false], null]")),
                new Case(
                        "partition",
                        changes().partitionDelete(null).batch(),
                        List.of(),
                        List.of(),
                        List.of(
                                "+I[1, null, null, null, null, partition_delete, [], {}, null,"
                                        + " null, null]")));
    }

    @ParameterizedTest
    @MethodSource({"cases", "deletesOfSeveralRows"})
    void aChangeBecomesRows(Case change) throws Exception {
        assertThat(images().of(change.batch)).isEqualTo(change.images);
        assertThat(upsert().of(change.batch)).isEqualTo(change.upsert);
        assertThat(deltas().of(change.batch)).isEqualTo(change.deltas);
    }

    @ParameterizedTest
    @MethodSource("deletesOfSeveralRows")
    void whatImagesCannotShowIsCounted(Case change) throws Exception {
        for (ProducedRows rows : List.of(images(), upsert())) {
            rows.of(change.batch);
            assertThat(rows.counted("unexpandedDeletes")).isOne();
        }
    }

    @Test
    void withoutClusteringColumnsADeleteOfAPartitionIsOneOfARow() throws Exception {
        ChangeBatch batch = new TableChanges(SINGLE).partitionDelete(image(text("old"))).batch();

        assertThat(single(ChangelogStyle.IMAGES).of(batch)).containsExactly("-D[1, old]");
        assertThat(single(ChangelogStyle.UPSERT).of(batch)).containsExactly("-D[1, null]");
        assertThat(single(ChangelogStyle.DELTAS).of(batch)).containsExactly("+I[1, null]");
    }

    @Test
    void anOldServersDeleteWithoutPreimageIsCounted() throws Exception {
        ChangeBatch batch = new TableChanges(SINGLE).partitionDelete(null).batch();

        ProducedRows images = single(ChangelogStyle.IMAGES);
        assertThat(images.of(batch)).isEmpty();
        assertThat(images.counted("deletesWithoutPreimage")).isOne();
        assertThat(single(ChangelogStyle.UPSERT).of(batch)).containsExactly("-D[1, null]");
    }

    @Test
    void anExpiryWithoutPreimageIsCounted() throws Exception {
        ChangeBatch batch = changes().expiredRow(key(2), null).batch();

        ProducedRows images = images();
        assertThat(images.of(batch)).isEmpty();
        assertThat(images.counted("deletesWithoutPreimage")).isOne();
        assertThat(upsert().of(batch)).containsExactly("-D[1, 2, null, null]");
    }

    @Test
    void aChangeFromBeforeThePostimagesStopsTheJob() {
        ChangeBatch batch = changes().row(key(2), 0, null, null, U, U, U).batch();

        for (ProducedRows rows : List.of(images(), upsert())) {
            assertThatThrownBy(() -> rows.of(batch))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("of table ks.t")
                    .hasMessageContaining("no post-image (expected: one for each change");
        }
    }

    @Test
    void aPreimageOfTheWrittenColumnsAloneStopsTheJob() {
        RowImage touched = new RowImage(new CqlValue[] {null, text("old"), null});
        ChangeBatch batch = changes().row(key(2), null, touched, NEW, U, U, U).batch();

        assertThatThrownBy(() -> images().of(batch))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("pre-image without column 'm' (expected: all columns");
    }

    @Test
    void ofKeysOnlyDeltasThereAreKeysAndOperationsAlone() throws Exception {
        ColumnDelta none = ColumnDelta.UNLOGGED;
        ChangeBatch batch = changes().row(key(2), 0, null, null, none, none, none).batch();

        ChangelogStyle style = ChangelogStyle.DELTAS;
        ProducedRows keys =
                new ProducedRows(
                        style,
                        CLUSTERED,
                        ProducedRows.columns(style, CLUSTERED, "ck"),
                        "operation");
        assertThat(keys.of(batch)).containsExactly("+I[2, insert]");
        assertThatThrownBy(() -> deltas().of(batch))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not in the log, as the CDC option 'delta' is 'keys'");
    }

    @Test
    void aTableThatIsAlteredShowsItsRowsOn() throws Exception {
        ProducedRows rows = single(ChangelogStyle.IMAGES);
        rows.of(new TableChanges(SINGLE).partitionDelete(image(text("old"))).batch());

        TableSchema longer =
                altered(
                        Column.regular("added", CqlType.Native.INT),
                        Column.regular("v", CqlType.Native.TEXT));
        assertThat(
                        rows.of(
                                new TableChanges(longer)
                                        .partitionDelete(image(integer(7), text("new")))
                                        .batch()))
                .containsExactly("-D[1, new]");
    }

    @Test
    void aColumnThatIsDroppedStopsTheJob() {
        ProducedRows rows = single(ChangelogStyle.IMAGES);
        TableSchema shorter = altered(Column.regular("w", CqlType.Native.TEXT));

        assertThatThrownBy(
                        () ->
                                rows.of(
                                        new TableChanges(shorter)
                                                .partitionDelete(image(text("new")))
                                                .batch()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "table ks.u: column 'v' was dropped or renamed since the job was built"
                                + " (expected: the columns that the query reads, which are [pk, v])");
    }

    private static TableSchema altered(Column... values) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.partitionKey("pk", CqlType.Native.INT));
        columns.addAll(List.of(values));
        return new TableSchema(SINGLE.table(), columns);
    }

    @Test
    void columnsMayBeFewAndInAnyOrder() throws Exception {
        ChangelogStyle style = ChangelogStyle.IMAGES;
        ProducedRows rows =
                new ProducedRows(
                        style, CLUSTERED, ProducedRows.columns(style, CLUSTERED, "v", "ck"));

        assertThat(rows.of(changes().rowDelete(key(2), OLD).batch())).containsExactly("-D[old, 2]");
    }

    private static TableChanges changes() {
        return new TableChanges(CLUSTERED);
    }

    private static ColumnDelta put(String key, int value) {
        return added(text(key), integer(value));
    }

    private static ColumnDelta cleared() {
        return new ColumnDelta.Merged(true, List.of(), List.of());
    }

    private static CqlValue counts(String key, int value) {
        return collection(1, text(key), integer(value));
    }

    private static ProducedRows images() {
        return ofImages(ChangelogStyle.IMAGES);
    }

    private static ProducedRows upsert() {
        return ofImages(ChangelogStyle.UPSERT);
    }

    private static ProducedRows ofImages(ChangelogStyle style) {
        return new ProducedRows(
                style, CLUSTERED, ProducedRows.columns(style, CLUSTERED, "pk", "ck", "v", "m"));
    }

    private static ProducedRows deltas() {
        ChangelogStyle style = ChangelogStyle.DELTAS;
        return new ProducedRows(
                style,
                CLUSTERED,
                ProducedRows.columns(style, CLUSTERED, "pk", "ck", "s", "v", "m"),
                "operation",
                "deleted_columns",
                "removed_elements",
                "ttl",
                "range_start",
                "range_end");
    }

    private static ProducedRows single(ChangelogStyle style) {
        return new ProducedRows(style, SINGLE, ProducedRows.columns(style, SINGLE, "pk", "v"));
    }
}
