/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeOrigin;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.PartitionDelete;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.RowImage;
import org.scyllaflink.connector.model.TableSchema;

/** The connector's changes as lines of a history. */
public final class ChangeText {

    private ChangeText() {}

    /** Table and partition key. */
    public static String key(Change change) {
        return change.origin().schema().table() + "/" + text(change.partitionKey());
    }

    /** All that the change says. */
    public static String line(Change change) {
        HistoryLine line;
        if (change instanceof RowChange row) {
            line = row(row);
        } else if (change instanceof RowDelete delete) {
            line = head("delete-row", delete.origin()).with(text(delete.clusteringKey()));
            image("before", delete.before(), delete.origin().schema(), line);
        } else if (change instanceof PartitionDelete delete) {
            line = head("delete-partition", delete.origin());
            image("before", delete.before(), delete.origin().schema(), line);
        } else {
            RangeDelete range = (RangeDelete) change;
            line =
                    head("delete-range", range.origin())
                            .with(range.start().inclusive() ? "[" : "(")
                            .with(text(range.start().prefix()))
                            .with(text(range.end().prefix()))
                            .with(range.end().inclusive() ? "]" : ")");
        }
        return change.origin().expiration() ? line.with("expired").toString() : line.toString();
    }

    private static HistoryLine head(String kind, ChangeOrigin origin) {
        return new HistoryLine(
                kind,
                origin.id().stream().toString(),
                origin.generationStart().toEpochMilli(),
                origin.id().time().toString(),
                origin.id().batchSequence());
    }

    private static HistoryLine row(RowChange row) {
        HistoryLine line = head(row.marker() == null ? "update" : "insert", row.origin());
        line.with(row.isStatic() ? "static" : text(row.clusteringKey()));
        if (row.marker() != null) {
            line.ttl(row.marker().ttlSeconds());
        }
        TableSchema schema = row.origin().schema();
        for (int i = 0; i < row.deltas().size(); i++) {
            delta(schema.column(schema.keySize() + i).name(), row.delta(i), line);
        }
        image("before", row.before(), schema, line);
        image("after", row.after(), schema, line);
        return line;
    }

    private static void delta(String column, ColumnDelta delta, HistoryLine line) {
        if (delta instanceof ColumnDelta.Written written) {
            line.written(column, text(written.value()), written.ttlSeconds());
        } else if (delta instanceof ColumnDelta.Unlogged) {
            line.with("unlogged " + column);
        } else if (delta instanceof ColumnDelta.Deleted) {
            line.deleted(column);
        } else if (delta instanceof ColumnDelta.Merged merged) {
            if (merged.cleared()) {
                line.cleared(column);
            }
            for (ColumnDelta.Element element : merged.added()) {
                @Nullable CqlValue value = element.value();
                line.added(
                        column,
                        text(element.key()),
                        value == null ? null : text(value),
                        element.ttlSeconds());
            }
            merged.removed().forEach(key -> line.removed(column, text(key)));
        }
    }

    private static void image(
            String word, @Nullable RowImage image, TableSchema schema, HistoryLine line) {
        if (image == null) {
            return;
        }
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < image.size(); i++) {
            @Nullable CqlValue value = image.value(i);
            if (image.includes(i)) {
                values.put(
                        schema.column(schema.keySize() + i).name(),
                        value == null ? "null" : text(value));
            }
        }
        line.image(word, values);
    }

    private static String text(Key key) {
        return hex(key.values().stream().map(CqlValue::bytes).toList());
    }

    private static String text(CqlValue value) {
        return HexFormat.of().formatHex(value.bytes());
    }

    private static String hex(List<byte[]> values) {
        return values.stream()
                .map(HexFormat.of()::formatHex)
                .collect(Collectors.joining(",", "(", ")"));
    }
}
