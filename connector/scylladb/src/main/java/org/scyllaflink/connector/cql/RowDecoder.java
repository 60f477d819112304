/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.ChangeId;
import org.scyllaflink.connector.model.ChangeOrigin;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.model.ValueParts;

/** Makes rows of the model from rows of an answer. For one thread at a time. */
final class RowDecoder {

    private static final StreamId NO_STREAM = new StreamId(0, 0);

    private final ScanLayout layout;
    private final TableSchema schema;
    private final ChangeOrigin origin;
    private final boolean hasStatics;

    /** Of the row before; null before the first. */
    private @Nullable Key partition;

    RowDecoder(ScanLayout layout, CdcTime origin) {
        this.layout = layout;
        this.schema = layout.schema;
        this.origin =
                new ChangeOrigin(schema, new ChangeId(NO_STREAM, origin, 0), Instant.EPOCH, false);
        boolean statics = false;
        for (int i = 0; i < layout.value.length; i++) {
            statics |= layout.isApart(i);
        }
        this.hasStatics = statics;
    }

    /**
     * Adds the row and, before the first of its partition, the static columns if these come apart.
     *
     * @param second of the server's clock in which the row was read: what lives then is there
     */
    void decode(Row row, long second, List<ScannedRow> target) {
        long token = number(row, layout.token);
        Key key = key(row, 0, schema.partitionKeySize());
        if (hasStatics && !key.equals(partition)) {
            List<SnapshotRow.Cell> statics = cells(row, true, second);
            if (!statics.isEmpty()) {
                target.add(new ScannedRow(token, new SnapshotRow(origin, key, null, statics)));
            }
        }
        partition = key;
        // A partition of static columns alone shows as a row without a clustering key.
        if (schema.clusteringKeySize() == 0 || value(row, schema.partitionKeySize()) != null) {
            Key clusteringKey = key(row, schema.partitionKeySize(), schema.clusteringKeySize());
            List<SnapshotRow.Cell> cells = cells(row, false, second);
            target.add(new ScannedRow(token, new SnapshotRow(origin, key, clusteringKey, cells)));
        }
    }

    private Key key(Row row, int start, int size) {
        if (size == 0) {
            return Key.EMPTY;
        }
        CqlValue[] values = new CqlValue[size];
        for (int i = 0; i < size; i++) {
            values[i] = value(row, start + i);
        }
        return Key.of(values);
    }

    private List<SnapshotRow.Cell> cells(Row row, boolean statics, long second) {
        List<SnapshotRow.Cell> cells = new ArrayList<>(layout.value.length);
        for (int i = 0; i < layout.value.length; i++) {
            if (layout.isApart(i) == statics) {
                Elements elements = Elements.of(layout.column(i).type());
                if (elements == null) {
                    addCell(row, i, second, cells);
                } else {
                    addElements(row, i, elements, second, cells);
                }
            }
        }
        return cells;
    }

    private void addCell(Row row, int i, long second, List<SnapshotRow.Cell> target) {
        CqlValue value = value(row, layout.value[i]);
        if (layout.writeTime[i] < 0) {
            if (value != null) {
                target.add(new SnapshotRow.Cell(i, null, value, origin.micros() - 1, 0));
            }
            return;
        }
        ByteBuffer micros = bytes(row, layout.writeTime[i]);
        if (micros != null) {
            ByteBuffer ttl = bytes(row, layout.ttl[i]);
            long expiry = ttl == null ? 0 : second + ttl.getInt(ttl.position());
            target.add(
                    new SnapshotRow.Cell(
                            i, null, value, micros.getLong(micros.position()), expiry));
        }
    }

    private void addElements(
            Row row, int i, Elements elements, long second, List<SnapshotRow.Cell> target) {
        CqlValue value = value(row, layout.value[i]);
        if (value == null || value.size() == 0) {
            return;
        }
        ScannedElements.Times times =
                layout.writeTime[i] < 0
                        ? new UntoldTimes(micros(row, elements))
                        : new ToldTimes(
                                parts(row, layout.writeTime[i]), parts(row, layout.ttl[i]), second);
        new ScannedElements(elements, i, origin.micros()).read(value, times, target);
    }

    /**
     * Where the server does not tell: that of just before the log is read, whose changes all count
     * then; but for lists, of which the log cannot be told apart from what is read, that of the
     * read.
     */
    private long micros(Row row, Elements elements) {
        return elements == Elements.OF_LIST && layout.now >= 0
                ? TimeUnit.MILLISECONDS.toMicros(number(row, layout.now))
                : origin.micros() - 1;
    }

    private record UntoldTimes(long micros) implements ScannedElements.Times {

        @Override
        public boolean areTold() {
            return false;
        }

        @Override
        public long micros(int place) {
            return micros;
        }

        @Override
        public long expirySecond(int place) {
            return 0;
        }
    }

    /** The elements of a list that may hold nulls. */
    private static List<@Nullable CqlValue> parts(Row row, int place) {
        CqlValue list = value(row, place);
        List<@Nullable CqlValue> parts = new ArrayList<>();
        if (list != null && list.size() > 0) {
            ValueParts rest = ValueParts.of(list);
            int count = rest.count();
            for (int i = 0; i < count; i++) {
                parts.add(rest.next());
            }
            rest.end();
        }
        return parts;
    }

    private record ToldTimes(
            List<@Nullable CqlValue> writeTimes, List<@Nullable CqlValue> ttls, long second)
            implements ScannedElements.Times {

        @Override
        public boolean areTold() {
            return true;
        }

        @Override
        public long micros(int place) {
            return ByteBuffer.wrap(writeTimes.get(place).bytes()).getLong();
        }

        @Override
        public long expirySecond(int place) {
            CqlValue ttl = ttls.get(place);
            return ttl == null ? 0 : second + ByteBuffer.wrap(ttl.bytes()).getInt();
        }
    }

    private static long number(Row row, int place) {
        ByteBuffer bytes = bytes(row, place);
        return bytes.getLong(bytes.position());
    }

    private static @Nullable CqlValue value(Row row, int place) {
        ByteBuffer bytes = bytes(row, place);
        return bytes == null ? null : CqlValue.of(bytes);
    }

    private static @Nullable ByteBuffer bytes(Row row, int place) {
        return place < 0 ? null : row.getBytesUnsafe(place);
    }
}
