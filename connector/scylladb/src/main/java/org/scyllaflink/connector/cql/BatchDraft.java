/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.ChangeId;
import org.scyllaflink.connector.model.ChangeOrigin;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.PartitionDelete;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableSchema;

/**
 * A batch whose rows are still coming. One request writes several rows of the log for one row of
 * the table, if its cells differ in their TTL, and images anywhere in the batch: only its end says
 * that all of a change is there.
 *
 * <p>At the end a change without an image has none: the row did not exist, or its images are not
 * asked for. An image without a change is a fault, as ScyllaDB makes images of those rows only that
 * the batch's own deltas touch: pre-images for inserts, updates, row deletes and, without
 * clustering columns, partition deletes; post-images for inserts and updates. What a request writes
 * at several timestamps it splits into as many batches, each with the images of its own rows
 * (ScyllaDB, {@code cdc/split.cc}).
 */
final class BatchDraft {

    private final LogLayout layout;
    private final TableSchema schema;
    private final LogKeys keys;
    private final StreamId stream;
    private final Instant generationStart;
    private final CdcTime time;

    /** In the order of their first rows. */
    private final List<Supplier<Change>> changes = new ArrayList<>(2);

    private final Images before = new Images(Images.Kind.BEFORE);
    private final Images after = new Images(Images.Kind.AFTER);

    private @Nullable Key partitionKey;
    private @Nullable RowDraft lastRow;

    /** All row changes by clustering key (null: the static row), once there is more than one. */
    private @Nullable Map<@Nullable Key, RowDraft> rows;

    private @Nullable OpenRange range;
    private int nextSequence;

    BatchDraft(LogLayout layout, StreamId stream, Instant generationStart, CdcTime time) {
        this.layout = layout;
        this.schema = layout.schema();
        this.keys = layout.keys();
        this.stream = stream;
        this.generationStart = generationStart;
        this.time = time;
    }

    CdcTime time() {
        return time;
    }

    void add(LogRow row) {
        int sequence = row.sequence();
        ChangeId id = new ChangeId(stream, time, sequence);
        try {
            if (sequence != nextSequence++) {
                throw new IllegalArgumentException(
                        "cdc$batch_seq_no: "
                                + sequence
                                + " (expected: "
                                + (nextSequence - 1)
                                + ")");
            }
            add(row, id);
        } catch (IllegalArgumentException e) {
            throw LogFault.at(schema.table(), id, e.getMessage());
        }
    }

    private void add(LogRow row, ChangeId id) {
        LogOperation operation = LogOperation.of(row.operation());
        if (operation == null) {
            throw new IllegalArgumentException(
                    "cdc$operation: " + row.operation() + " (expected: 0 to 9, -3 or -4)");
        }
        takePartitionKey(row);
        if (range != null
                && operation != LogOperation.RANGE_END_INCLUSIVE
                && operation != LogOperation.RANGE_END_EXCLUSIVE) {
            throw new IllegalArgumentException(
                    "operation " + operation + " (expected: the end of the range before it)");
        }
        switch (operation) {
            case PRE_IMAGE -> before.add(keys.rowKey(row), row, layout);
            case POST_IMAGE -> after.add(keys.rowKey(row), row, layout);
            case INSERT, UPDATE -> addDelta(row, id, operation == LogOperation.INSERT);
            case ROW_DELETE -> addRowDelete(row, origin(id, false));
            case EXPIRED_ROW -> addRowDelete(row, origin(id, true));
            case PARTITION_DELETE -> addPartitionDelete(origin(id, false));
            case EXPIRED_PARTITION -> addPartitionDelete(origin(id, true));
            case RANGE_START_INCLUSIVE -> range = new OpenRange(id, bound(row, true));
            case RANGE_START_EXCLUSIVE -> range = new OpenRange(id, bound(row, false));
            case RANGE_END_INCLUSIVE -> addRangeDelete(bound(row, true));
            case RANGE_END_EXCLUSIVE -> addRangeDelete(bound(row, false));
        }
    }

    /** To be called once, after the last row. */
    ChangeBatch complete() {
        if (range != null) {
            throw LogFault.at(
                    schema.table(),
                    range.id(),
                    "start of a range without its end (expected: the end in the next row)");
        }
        List<Change> complete = completeChanges();
        checkPaired(before);
        checkPaired(after);
        return new ChangeBatch(stream, time, complete);
    }

    private List<Change> completeChanges() {
        if (changes.size() == 1) {
            // By far the most frequent, and without the copy that a longer list costs.
            return List.of(changes.get(0).get());
        }
        List<Change> complete = new ArrayList<>(changes.size());
        for (Supplier<Change> change : changes) {
            complete.add(change.get());
        }
        return complete;
    }

    private void checkPaired(Images images) {
        int unpaired = images.firstUnpaired();
        if (unpaired >= 0) {
            throw LogFault.at(
                    schema.table(),
                    new ChangeId(stream, time, unpaired),
                    images.name() + " (expected: a change of the same row in its batch)");
        }
    }

    private void takePartitionKey(LogRow row) {
        if (partitionKey == null) {
            partitionKey = keys.partitionKey(row);
        } else {
            keys.checkPartition(row, partitionKey);
        }
    }

    private void addDelta(LogRow row, ChangeId id, boolean insert) {
        Key key = keys.rowKey(row);
        if (key == null && (insert || layout.keysOnly() && !layout.hasStatics())) {
            // No row of static columns: the key is missing, and reading it says so.
            keys.clusteringKey(row);
        }
        RowDraft draft = rowWith(key);
        if (draft == null) {
            draft = new RowDraft(layout, origin(id, false), key);
            remember(draft);
            RowDraft added = draft;
            changes.add(() -> added.complete(partitionKey, before.take(key), after.take(key)));
        }
        draft.merge(row, insert);
    }

    private @Nullable RowDraft rowWith(@Nullable Key key) {
        if (lastRow == null || Objects.equals(lastRow.key(), key)) {
            return lastRow;
        }
        return rows == null ? null : rows.get(key);
    }

    private void remember(RowDraft draft) {
        if (lastRow != null) {
            if (rows == null) {
                rows = new HashMap<>();
                rows.put(lastRow.key(), lastRow);
            }
            rows.put(draft.key(), draft);
        }
        lastRow = draft;
    }

    private void addRowDelete(LogRow row, ChangeOrigin origin) {
        if (schema.clusteringKeySize() == 0) {
            addPartitionDelete(origin);
            return;
        }
        Key key = keys.clusteringKey(row);
        changes.add(() -> new RowDelete(origin, partitionKey, key, before.take(key)));
    }

    private void addPartitionDelete(ChangeOrigin origin) {
        // Only without clustering columns is there one row whose image this could be.
        changes.add(
                () ->
                        new PartitionDelete(
                                origin,
                                partitionKey,
                                schema.clusteringKeySize() == 0 ? before.take(Key.EMPTY) : null));
    }

    private RangeDelete.Bound bound(LogRow row, boolean inclusive) {
        Key prefix = keys.clusteringPrefix(row);
        if (prefix.isEmpty() && !inclusive) {
            throw new IllegalArgumentException(
                    "exclusive bound of a range without a clustering key (expected: at least its"
                            + " first column; rows from before a key column was renamed have none)");
        }
        return new RangeDelete.Bound(prefix, inclusive);
    }

    private void addRangeDelete(RangeDelete.Bound end) {
        OpenRange start = range;
        if (start == null) {
            throw new IllegalArgumentException(
                    "end of a range without its start (expected: the start in the row before)");
        }
        range = null;
        ChangeOrigin origin = origin(start.id(), false);
        changes.add(() -> new RangeDelete(origin, partitionKey, start.bound(), end));
    }

    private ChangeOrigin origin(ChangeId id, boolean expiration) {
        return new ChangeOrigin(schema, id, generationStart, expiration);
    }

    private record OpenRange(ChangeId id, RangeDelete.Bound bound) {}
}
