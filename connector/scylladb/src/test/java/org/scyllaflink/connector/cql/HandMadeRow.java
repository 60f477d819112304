/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.TableSchema;

/** A log row written down by a test; all its values are ints. */
final class HandMadeRow implements LogRow {

    private final TableSchema schema;
    private final CdcTime time;
    private final int sequence;
    private final int operation;
    private final Map<Integer, CqlValue> values = new HashMap<>();
    private final Set<Integer> deleted = new HashSet<>();
    private int ttlSeconds;
    private boolean endOfBatch;

    HandMadeRow(TableSchema schema, CdcTime time, int sequence, int operation) {
        this.schema = schema;
        this.time = time;
        this.sequence = sequence;
        this.operation = operation;
    }

    HandMadeRow with(String column, int value) {
        values.put(schema.indexOf(column), cell(value));
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
}
