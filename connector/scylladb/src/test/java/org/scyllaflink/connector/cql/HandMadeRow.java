/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.TableSchema;

/** A log row written down by a test. */
final class HandMadeRow implements LogRow {

    private final TableSchema schema;
    private final CdcTime time;
    private final int sequence;
    private final int operation;
    private final Map<Integer, CqlValue> values = new HashMap<>();
    private final Map<Integer, CqlValue> deletedElements = new HashMap<>();
    private final Set<Integer> deleted = new HashSet<>();
    private int ttlSeconds;
    private boolean endOfBatch;

    HandMadeRow(TableSchema schema, CdcTime time, int sequence, int operation) {
        this.schema = schema;
        this.time = time;
        this.sequence = sequence;
        this.operation = operation;
    }

    /** What is known of the log of a table whose deltas are full. */
    static LogLayout layout(TableSchema schema) {
        return layout(schema, CdcOptions.Delta.FULL);
    }

    static LogLayout layout(TableSchema schema, CdcOptions.Delta delta) {
        CdcOptions options =
                new CdcOptions(true, CdcOptions.Preimage.NONE, false, delta, Duration.ZERO);
        return new LogLayout(new CdcTable(schema, options), ColumnSelection.ALL);
    }

    HandMadeRow with(String column, int value) {
        return with(column, cell(value));
    }

    HandMadeRow with(String column, CqlValue value) {
        values.put(schema.indexOf(column), value);
        return this;
    }

    HandMadeRow deletedElements(String column, CqlValue keys) {
        deletedElements.put(schema.indexOf(column), keys);
        return this;
    }

    HandMadeRow deleted(String column) {
        deleted.add(schema.indexOf(column));
        return this;
    }

    HandMadeRow ttl(int seconds) {
        ttlSeconds = seconds;
        return this;
    }

    HandMadeRow end() {
        endOfBatch = true;
        return this;
    }

    static CqlValue cell(int value) {
        return CqlValue.of(ByteBuffer.allocate(Integer.BYTES).putInt(0, value));
    }

    @Override
    public CdcTime time() {
        return time;
    }

    @Override
    public int sequence() {
        return sequence;
    }

    @Override
    public int operation() {
        return operation;
    }

    @Override
    public int ttlSeconds() {
        return ttlSeconds;
    }

    @Override
    public boolean isEndOfBatch() {
        return endOfBatch;
    }

    @Override
    public @Nullable CqlValue value(int column) {
        return values.get(column);
    }

    @Override
    public boolean isDeleted(int column) {
        return deleted.contains(column);
    }

    @Override
    public @Nullable CqlValue deletedElements(int column) {
        return deletedElements.get(column);
    }
}
