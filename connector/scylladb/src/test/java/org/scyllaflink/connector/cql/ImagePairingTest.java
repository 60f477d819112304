/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scyllaflink.connector.cql.AssembledTable.GENERATION;
import static org.scyllaflink.connector.cql.AssembledTable.PARTITION_DELETE;
import static org.scyllaflink.connector.cql.AssembledTable.POST;
import static org.scyllaflink.connector.cql.AssembledTable.PRE;
import static org.scyllaflink.connector.cql.AssembledTable.ROW_DELETE;
import static org.scyllaflink.connector.cql.AssembledTable.STREAM;
import static org.scyllaflink.connector.cql.AssembledTable.TABLE;
import static org.scyllaflink.connector.cql.AssembledTable.TIME;
import static org.scyllaflink.connector.cql.AssembledTable.UPDATE;
import static org.scyllaflink.connector.cql.AssembledTable.WITHOUT_CLUSTERING;
import static org.scyllaflink.connector.cql.AssembledTable.assembler;
import static org.scyllaflink.connector.cql.AssembledTable.assertRefused;
import static org.scyllaflink.connector.cql.AssembledTable.changes;
import static org.scyllaflink.connector.cql.AssembledTable.row;
import static org.scyllaflink.connector.cql.AssembledTable.staticRow;
import static org.scyllaflink.connector.cql.HandMadeRow.cell;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.PartitionDelete;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.RowImage;

class ImagePairingTest {

    private final ChangeAssembler assembler = assembler();

    @Test
    void imagesFindTheirRowsWhereverTheyStandInTheBatch() {
        List<Change> changes =
                changes(
                        staticRow(0, PRE).with("s", 10),
                        row(1, PRE, 2, 3).with("a", 11),
                        row(2, PRE, 2, 4).with("a", 12),
                        staticRow(3, UPDATE).with("s", 20),
                        row(4, UPDATE, 2, 3).with("a", 21),
                        row(5, ROW_DELETE, 2, 4),
                        row(6, UPDATE, 2, 5).with("a", 23),
                        staticRow(7, POST).with("s", 20),
                        row(8, POST, 2, 3).with("a", 21).with("b", 31),
                        row(9, POST, 2, 5).with("a", 23).end());

        assertThat(changes)
                .extracting(ImagePairingTest::images)
                .containsExactly(
                        List.of(image(10, null, null), image(20, null, null)),
                        List.of(image(null, 11, null), image(null, 21, 31)),
                        List.of(image(null, 12, null)),
                        List.of(whole(null, 23, null)));
    }

    @Test
    void aDeleteTakesTheImageOfATableWithoutClusteringColumns() {
        ChangeAssembler other =
                new ChangeAssembler(HandMadeRow.layout(WITHOUT_CLUSTERING), STREAM, GENERATION);
        other.add(new HandMadeRow(WITHOUT_CLUSTERING, TIME, 0, PRE).with("pk", 1).with("a", 2));
        ChangeBatch batch =
                other.add(
                        new HandMadeRow(WITHOUT_CLUSTERING, TIME, 1, PARTITION_DELETE)
                                .with("pk", 1)
                                .end());

        PartitionDelete delete = (PartitionDelete) batch.changes().get(0);
        assertThat(delete.before()).isEqualTo(new RowImage(new CqlValue[] {cell(2)}));
    }

    @Test
    void anImageSaysWhichColumnsItSpeaksOf() {
        RowChange change =
                (RowChange)
                        changes(
                                        row(0, PRE, 2, 3).with("a", 1).deleted("b"),
                                        row(1, UPDATE, 2, 3).with("a", 2),
                                        row(2, POST, 2, 3).with("a", 2).end())
                                .get(0);

        assertThat(change.before()).isEqualTo(whole(null, 1, null));
        assertThat(change.after()).isEqualTo(whole(null, 2, null));
    }

    @Test
    void aPreImageMaySpeakOfFewerColumnsThanTheRowHas() {
        RowChange change =
                (RowChange)
                        changes(row(0, PRE, 2, 3), row(1, UPDATE, 2, 3).with("a", 2).end()).get(0);

        assertThat(change.before()).isEqualTo(image(null, null, null));
    }

    @Test
    void severalChangesOfOneRowShareItsImage() {
        List<Change> changes =
                changes(
                        row(0, PRE, 2, 3).with("a", 1),
                        row(1, UPDATE, 2, 3).with("a", 2),
                        row(2, ROW_DELETE, 2, 3).end());

        assertThat(changes)
                .extracting(ImagePairingTest::images)
                .containsExactly(List.of(image(null, 1, null)), List.of(image(null, 1, null)));
    }

    @Test
    void imagesAreNotLookedForInAnotherBatch() {
        CdcTime later = CdcTime.lowest(6_000);
        assembler.add(row(0, PRE, 2, 3).with("a", 1));
        assembler.add(row(1, UPDATE, 2, 3).with("a", 2).end());
        ChangeBatch second =
                assembler.add(
                        new HandMadeRow(TABLE, later, 0, UPDATE)
                                .with("pk", 1)
                                .with("ck", 2)
                                .with("ck2", 3)
                                .with("a", 3)
                                .end());

        assertThat(images(second.changes().get(0))).isEmpty();
    }

    @Test
    void anImageWithoutItsChangeIsRefused() {
        assertRefused(
                "row 0: pre-image (expected: a change of the same row in its batch)",
                row(0, PRE, 2, 3).with("a", 1),
                row(1, UPDATE, 2, 4).with("a", 2).end());
        assertRefused(
                "row 1: post-image (expected: a change of the same row in its batch)",
                row(0, UPDATE, 2, 3).with("a", 1),
                row(1, POST, 2, 4).with("a", 2).end());
    }

    @Test
    void twoImagesOfOneRowAreRefused() {
        assertRefused(
                "row 1: a second pre-image of one row (expected: one a batch)",
                row(0, PRE, 2, 3),
                row(1, PRE, 2, 3));
    }

    private static List<RowImage> images(Change change) {
        List<RowImage> images = new ArrayList<>();
        if (change instanceof RowChange row) {
            images.add(row.before());
            images.add(row.after());
        } else if (change instanceof RowDelete delete) {
            images.add(delete.before());
        }
        images.removeIf(image -> image == null);
        return images;
    }

    /** As {@link #image}, and speaks of both regular columns. */
    private static RowImage whole(@Nullable Integer s, @Nullable Integer a, @Nullable Integer b) {
        CqlValue[] values = new CqlValue[3];
        for (int i = 0; i < values.length; i++) {
            values[i] = image(s, a, b).value(i);
        }
        return new RowImage(values, BitSet.valueOf(new long[] {0b110}));
    }

    private static RowImage image(@Nullable Integer s, @Nullable Integer a, @Nullable Integer b) {
        return new RowImage(
                new CqlValue[] {
                    s == null ? null : cell(s),
                    a == null ? null : cell(a),
                    b == null ? null : cell(b)
                });
    }
}
