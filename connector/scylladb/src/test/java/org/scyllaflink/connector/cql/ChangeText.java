/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.PartitionDelete;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.RowImage;
import org.scyllaflink.connector.model.TableSchema;

/** Changes as short texts, for tables whose columns are ints and texts. */
final class ChangeText {

    private ChangeText() {}

    /** One text a batch, its changes parted by semicolons. */
    static List<String> of(List<ChangeBatch> batches) {
        return batches.stream()
                .map(
                        batch ->
                                batch.changes().stream()
                                        .map(ChangeText::of)
                                        .collect(Collectors.joining("; ")))
                .toList();
    }

    private static String of(Change change) {
        TableSchema schema = change.origin().schema();
        String partition = key(schema, 0, change.partitionKey());
        if (change instanceof RowChange row) {
            return row(row, partition);
        }
        if (change instanceof RowDelete delete) {
            return "delete row "
                    + partition
                    + "/"
                    + key(schema, schema.partitionKeySize(), delete.clusteringKey())
                    + image(" was", schema, delete.before());
        }
        if (change instanceof PartitionDelete delete) {
            return "delete partition " + partition + image(" was", schema, delete.before());
        }
        RangeDelete range = (RangeDelete) change;
        return "delete range "
                + partition
                + "/"
                + (range.start().inclusive() ? "[" : "(")
                + key(schema, schema.partitionKeySize(), range.start().prefix())
                + "..."
                + key(schema, schema.partitionKeySize(), range.end().prefix())
                + (range.end().inclusive() ? "]" : ")");
    }

    private static String row(RowChange row, String partition) {
        TableSchema schema = row.origin().schema();
        StringBuilder text = new StringBuilder(row.marker() == null ? "update " : "insert ");
        text.append(partition).append('/');
        text.append(
                row.clusteringKey() == null
                        ? "static"
                        : key(schema, schema.partitionKeySize(), row.clusteringKey()));
        if (row.marker() != null && row.marker().ttlSeconds() > 0) {
            text.append(" ttl ").append(row.marker().ttlSeconds());
        }
        for (int i = 0; i < row.deltas().size(); i++) {
            String name = schema.column(schema.keySize() + i).name();
            if (row.delta(i) instanceof ColumnDelta.Written written) {
                text.append(' ').append(name).append('=');
                text.append(value(schema, schema.keySize() + i, written.value()));
                if (written.ttlSeconds() > 0) {
                    text.append(" ttl ").append(written.ttlSeconds());
                }
            } else if (row.delta(i) instanceof ColumnDelta.Deleted) {
                text.append(' ').append(name).append("=null");
            }
        }
        return text.append(image(" was", schema, row.before()))
                .append(image(" is", schema, row.after()))
                .toString();
    }

    private static String image(String word, TableSchema schema, @Nullable RowImage image) {
        if (image == null) {
            return "";
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < image.size(); i++) {
            if (image.value(i) != null) {
                values.add(
                        schema.column(schema.keySize() + i).name()
                                + "="
                                + value(schema, schema.keySize() + i, image.value(i)));
            }
        }
        return word + " {" + String.join(" ", values) + "}";
    }

    private static String key(TableSchema schema, int firstColumn, Key key) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            values.add(value(schema, firstColumn + i, key.value(i)));
        }
        return String.join(",", values);
    }

    private static String value(TableSchema schema, int column, CqlValue value) {
        return schema.column(column).type() == CqlType.Native.INT
                ? String.valueOf(ByteBuffer.wrap(value.bytes()).getInt())
                : new String(value.bytes(), StandardCharsets.UTF_8);
    }
}
