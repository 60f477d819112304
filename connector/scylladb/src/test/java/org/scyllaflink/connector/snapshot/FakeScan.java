/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.scyllaflink.connector.cql.ScanPage;
import org.scyllaflink.connector.cql.ScannedRow;
import org.scyllaflink.connector.cql.TableScan;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.ChangeId;
import org.scyllaflink.connector.model.ChangeOrigin;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.model.TokenRange;

/**
 * A table in memory, of two partition columns and one clustering column that descends, whose pages
 * come at once.
 */
final class FakeScan implements TableScan {

    static final TableSchema SCHEMA =
            new TableSchema(
                    new TableName("ks", "t"),
                    List.of(
                            Column.partitionKey("p", CqlType.Native.INT),
                            Column.partitionKey("q", CqlType.Native.TEXT),
                            Column.clustering("c", CqlType.Native.INT, Column.Order.DESCENDING),
                            Column.fixed("s", CqlType.Native.INT)));

    private final List<ScannedRow> rows = new ArrayList<>();
    private final List<Integer> askedPages = new ArrayList<>();
    private Throwable failure;

    /** Rows are given in any order. */
    void add(ScannedRow row) {
        rows.add(row);
        rows.sort(
                Comparator.comparing(
                        RowOrder::positionOf, (a, b) -> new RowOrder(SCHEMA).compare(a, b)));
    }

    void remove(ScannedRow row) {
        rows.remove(row);
    }

    List<ScannedRow> rows() {
        return List.copyOf(rows);
    }

    void failWith(Throwable newFailure) {
        failure = newFailure;
    }

    /** Sizes of the pages that were asked for. */
    List<Integer> askedPages() {
        return askedPages;
    }

    static ScannedRow row(long token, int p, int c) {
        return scanned(token, p, Key.of(integer(c)));
    }

    static ScannedRow statics(long token, int p) {
        return scanned(token, p, null);
    }

    private static ScannedRow scanned(long token, int p, Key clusteringKey) {
        ChangeId id = new ChangeId(new StreamId(0, 0), CdcTime.lowest(7), 0);
        ChangeOrigin origin = new ChangeOrigin(SCHEMA, id, Instant.EPOCH, false);
        Key partition = Key.of(integer(p), CqlValue.wrap(new byte[] {'x'}));
        return new ScannedRow(token, new SnapshotRow(origin, partition, clusteringKey, List.of()));
    }

    private static CqlValue integer(int value) {
        return CqlValue.of(ByteBuffer.allocate(Integer.BYTES).putInt(0, value));
    }

    @Override
    public CompletionStage<ScanPage> read(TokenRange range, CdcTime origin, int pageRows) {
        List<ScannedRow> found = rows.stream().filter(row -> range.contains(row.token())).toList();
        return page(found, pageRows);
    }

    private CompletionStage<ScanPage> page(List<ScannedRow> rest, int pageRows) {
        askedPages.add(pageRows);
        return failure == null
                ? CompletableFuture.completedFuture(new Page(rest, pageRows))
                : CompletableFuture.failedFuture(failure);
    }

    private final class Page implements ScanPage {
        private final List<ScannedRow> rest;
        private final int pageRows;

        Page(List<ScannedRow> rest, int pageRows) {
            this.rest = rest;
            this.pageRows = pageRows;
        }

        @Override
        public List<ScannedRow> rows() {
            return rest.subList(0, Math.min(pageRows, rest.size()));
        }

        @Override
        public boolean isLast() {
            return rest.size() <= pageRows;
        }

        @Override
        public CompletionStage<ScanPage> next() {
            return page(rest.subList(pageRows, rest.size()), pageRows);
        }
    }
}
