/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.model.ValueParts;

/** Makes cells of the elements of one non-frozen column of a row. */
final class ScannedElements {

    private final Elements kind;
    private final int ordinal;
    private final long originMicros;

    /**
     * @param originMicros time of the row
     */
    ScannedElements(Elements kind, int ordinal, long originMicros) {
        this.kind = kind;
        this.ordinal = ordinal;
        this.originMicros = originMicros;
    }

    /**
     * Times and expiry dates of the elements in the order of the value; of a user-defined type one
     * a field, which may be null.
     */
    interface Times {
        boolean areTold();

        long micros(int place);

        long expirySecond(int place);
    }

    void read(CqlValue value, Times times, List<SnapshotRow.Cell> target) {
        switch (kind) {
            case OF_LIST -> readList(value, times, target);
            case OF_MAP, OF_SET -> {
                List<ColumnDelta.Element> elements = new ArrayList<>();
                kind.read(value, 0, elements);
                for (int i = 0; i < elements.size(); i++) {
                    add(elements.get(i).key(), elements.get(i).value(), i, times, target);
                }
            }
            case OF_USER_DEFINED -> readFields(value, times, target);
        }
    }

    private void readFields(CqlValue value, Times times, List<SnapshotRow.Cell> target) {
        ValueParts parts = ValueParts.of(value);
        for (short position = 0; parts.hasNext(); position++) {
            CqlValue field = parts.next();
            if (field != null) {
                ByteBuffer key = ByteBuffer.allocate(Short.BYTES).putShort(0, position);
                add(CqlValue.of(key), field, position, times, target);
            }
        }
    }

    /**
     * Elements of the row's time or later come with the log, by keys that are not known here. Where
     * it cannot be told which these are, the list as it is read takes the place of what the log
     * says of it before. If all of them come with the log, that they are all is still told: a row
     * of which nothing is told would be one that lives by its marker.
     */
    private void readList(CqlValue value, Times times, List<SnapshotRow.Cell> target) {
        if (!times.areTold()) {
            target.add(new SnapshotRow.Cell(ordinal, null, null, times.micros(0) - 1, 0));
        }
        ValueParts parts = ValueParts.of(value);
        int count = parts.count();
        List<CqlValue> values = new ArrayList<>(count);
        List<Integer> places = new ArrayList<>(count);
        List<Long> micros = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            CqlValue element = parts.next();
            if (!times.areTold() || times.micros(i) < originMicros) {
                values.add(element);
                places.add(i);
                micros.add(times.micros(i));
            }
        }
        parts.end();
        if (values.isEmpty()) {
            target.add(new SnapshotRow.Cell(ordinal, null, null, originMicros - 1, 0));
        }
        List<CqlValue> keys = ListElementKeys.of(micros);
        for (int i = 0; i < keys.size(); i++) {
            add(keys.get(i), values.get(i), places.get(i), times, target);
        }
    }

    private void add(
            CqlValue key,
            @Nullable CqlValue value,
            int place,
            Times times,
            List<SnapshotRow.Cell> target) {
        target.add(
                new SnapshotRow.Cell(
                        ordinal, key, value, times.micros(place), times.expirySecond(place)));
    }
}
