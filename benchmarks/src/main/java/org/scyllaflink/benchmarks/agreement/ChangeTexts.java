/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks.agreement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.Nullable;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeId;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.RowImage;
import org.scyllaflink.connector.model.TableSchema;

/** The texts of {@link LogicalChange} for changes as the connector's source delivers them. */
final class ChangeTexts {

    private static final HexFormat HEX = HexFormat.of();

    private ChangeTexts() {}

    /** By partition the changes in their order; those of one group are sorted. */
    static Map<String, List<String>> of(Collection<Change> delivered) {
        Map<String, Map<String, List<String>>> groups = new TreeMap<>();
        for (Change change : delivered) {
            groups.computeIfAbsent(hex(change.partitionKey().value(0)), p -> new LinkedHashMap<>())
                    .computeIfAbsent(group(change.origin().id()), g -> new ArrayList<>())
                    .add(text(change));
        }
        Map<String, List<String>> partitions = new HashMap<>();
        groups.forEach(
                (partition, ofPartition) -> {
                    List<String> changes = new ArrayList<>();
                    ofPartition.forEach(
                            (group, texts) ->
                                    texts.stream()
                                            .sorted()
                                            .forEach(text -> changes.add(group + " " + text)));
                    partitions.put(partition, changes);
                });
        return partitions;
    }

    private static String group(ChangeId id) {
        return HEX.toHexDigits(id.stream().token())
                + HEX.toHexDigits(id.stream().low())
                + "/"
                + HEX.toHexDigits(id.time().mostSignificant())
                + HEX.toHexDigits(id.time().leastSignificant());
    }

    private static String text(Change change) {
        return switch (change.kind()) {
            case ROW_CHANGE -> row((RowChange) change);
            case ROW_DELETE -> delete((RowDelete) change);
            case RANGE_DELETE -> {
                RangeDelete range = (RangeDelete) change;
                yield new LogicalChange(
                                "delete " + bound(range.start()) + " to " + bound(range.end()))
                        .toString();
            }
            case PARTITION_DELETE -> new LogicalChange("delete partition").toString();
            case SNAPSHOT_ROW ->
                    throw new IllegalStateException(change + " (expected: a row of the log)");
        };
    }

    private static String bound(RangeDelete.Bound bound) {
        return (bound.inclusive() ? "incl " : "excl ")
                + (bound.isOpen() ? "open" : hex(bound.prefix().value(0)));
    }

    private static String delete(RowDelete delete) {
        LogicalChange text = new LogicalChange("delete " + hex(delete.clusteringKey().value(0)));
        image("before", delete.before(), delete.origin().schema(), text);
        return text.toString();
    }

    private static String row(RowChange change) {
        TableSchema schema = change.origin().schema();
        LogicalChange text =
                new LogicalChange(
                        "row "
                                + (change.isStatic()
                                        ? "static"
                                        : hex(change.clusteringKey().value(0))));
        if (change.marker() != null) {
            text.marker(change.marker().ttlSeconds());
        }
        for (int i = 0; i < change.deltas().size(); i++) {
            delta(name(schema, i), change.delta(i), text);
        }
        image("before", change.before(), schema, text);
        image("after", change.after(), schema, text);
        return text.toString();
    }

    private static void delta(String column, ColumnDelta delta, LogicalChange text) {
        if (delta instanceof ColumnDelta.Written written) {
            text.written(column, hex(written.value()), written.ttlSeconds());
        } else if (delta instanceof ColumnDelta.Deleted) {
            text.deleted(column);
        } else if (delta instanceof ColumnDelta.Merged merged) {
            if (merged.cleared()) {
                text.cleared(column);
            }
            for (ColumnDelta.Element element : merged.added()) {
                String value = element.value() == null ? "" : hex(element.value());
                text.added(column, hex(element.key()), value, element.ttlSeconds());
            }
            merged.removed().forEach(key -> text.removed(column, hex(key)));
        }
    }

    private static void image(
            String name, @Nullable RowImage image, TableSchema schema, LogicalChange text) {
        if (image == null) {
            return;
        }
        SortedMap<String, String> values = new TreeMap<>();
        for (int i = 0; i < image.size(); i++) {
            CqlValue value = image.value(i);
            if (value != null) {
                values.put(name(schema, i), hex(value));
            }
        }
        text.image(name, values);
    }

    private static String name(TableSchema schema, int ordinal) {
        int keys = schema.keySize();
        return schema.column(keys + ordinal).name();
    }

    private static String hex(CqlValue value) {
        return HEX.formatHex(value.bytes());
    }
}
