/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeId;
import org.scyllaflink.connector.model.ChangeOrigin;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.PartitionDelete;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.RowMarker;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.testkit.model.Bound;
import org.scyllaflink.testkit.model.RowKey;
import org.scyllaflink.testkit.model.TableShape;
import org.scyllaflink.testkit.model.Write;

/** What ScyllaDB would log of writes, each in a batch of its own. */
final class LoggedWrites {

    private final TableSchema schema;
    private long batches;

    LoggedWrites(TableSchema schema) {
        this.schema = schema;
    }

    static TableSchema schemaOf(TableShape shape) {
        return WrittenSchema.of(shape);
    }

    /** Columns and values in turns; a value may be null. */
    static Map<String, Object> cells(Object... columnsAndValues) {
        Map<String, Object> cells = new LinkedHashMap<>();
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            cells.put((String) columnsAndValues[i], columnsAndValues[i + 1]);
        }
        return cells;
    }

    Change change(Write write) {
        ChangeOrigin origin = origin(write.micros(), false);
        Key partition = key(write.partition());
        if (write instanceof Write.Insert insert) {
            RowMarker marker = new RowMarker(insert.ttlSeconds());
            return row(origin, insert.key(), marker, insert.cells(), insert.ttlSeconds());
        } else if (write instanceof Write.Update update) {
            return row(origin, update.key(), null, update.cells(), update.ttlSeconds());
        } else if (write instanceof Write.ColumnDelete delete) {
            Map<String, Object> nulls = new LinkedHashMap<>();
            delete.columns().forEach(column -> nulls.put(column, null));
            return row(origin, delete.key(), null, nulls, 0);
        } else if (write instanceof Write.RowDelete delete) {
            return rowDelete(origin, delete.key());
        } else if (write instanceof Write.RangeDelete delete) {
            return new RangeDelete(origin, partition, bound(delete.lower()), bound(delete.upper()));
        }
        return new PartitionDelete(origin, partition, null);
    }

    /** A delete that the server makes when a per-row TTL is over. */
    Change expiration(RowKey key, long micros) {
        return rowDelete(origin(micros, true), key);
    }

    private Change rowDelete(ChangeOrigin origin, RowKey key) {
        return schema.clusteringKeySize() == 0
                ? new PartitionDelete(origin, key(key.partition()), null)
                : new RowDelete(origin, key(key.partition()), key(key.clustering()), null);
    }

    private RowChange row(
            ChangeOrigin origin, RowKey key, RowMarker marker, Map<String, Object> cells, int ttl) {
        int columns = schema.columns().size() - schema.keySize();
        List<ColumnDelta> deltas =
                new ArrayList<>(Collections.nCopies(columns, ColumnDelta.UNTOUCHED));
        cells.forEach(
                (column, value) ->
                        deltas.set(
                                schema.indexOf(column) - schema.keySize(),
                                value == null
                                        ? ColumnDelta.DELETED
                                        : new ColumnDelta.Written(encode(value), ttl)));
        return new RowChange(
                origin, key(key.partition()), key(key.clustering()), marker, deltas, null, null);
    }

    private ChangeOrigin origin(long micros, boolean expiration) {
        CdcTime time = new CdcTime(CdcTime.lowest(micros).mostSignificant(), batches++);
        return new ChangeOrigin(
                schema,
                new ChangeId(new StreamId(1, 1), time, 0),
                Instant.ofEpochMilli(0),
                expiration);
    }

    private static RangeDelete.Bound bound(Bound bound) {
        return new RangeDelete.Bound(key(bound.prefix()), bound.inclusive());
    }

    private static Key key(List<Object> values) {
        return Key.of(values.stream().map(LoggedWrites::encode).toArray(CqlValue[]::new));
    }

    static CqlValue encode(Object value) {
        byte[] bytes;
        if (value instanceof Integer number) {
            bytes = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
        } else if (value instanceof Long number) {
            bytes = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        } else if (value instanceof Double number) {
            bytes = ByteBuffer.allocate(Double.BYTES).putDouble(number).array();
        } else if (value instanceof Boolean bool) {
            bytes = new byte[] {(byte) (bool ? 1 : 0)};
        } else if (value instanceof Instant instant) {
            bytes = ByteBuffer.allocate(Long.BYTES).putLong(instant.toEpochMilli()).array();
        } else {
            bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
        }
        return CqlValue.wrap(bytes);
    }
}
