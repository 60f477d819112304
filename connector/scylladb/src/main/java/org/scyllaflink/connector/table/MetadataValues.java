/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.RowKind;

/**
 * Values of metadata that changes and full rows have in common, made without work where they
 * repeat.
 */
final class MetadataValues {

    private static final int MICROS_PER_MILLI = 1_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final StringData[] KINDS = new StringData[RowKind.values().length];

    static {
        for (RowKind kind : RowKind.values()) {
            KINDS[kind.ordinal()] = StringData.fromString(kind.shortString());
        }
    }

    private MetadataValues() {}

    static StringData of(RowKind kind) {
        return KINDS[kind.ordinal()];
    }

    static TimestampData timestamp(long micros) {
        return TimestampData.fromEpochMillis(
                Math.floorDiv(micros, MICROS_PER_MILLI),
                Math.floorMod(micros, MICROS_PER_MILLI) * NANOS_PER_MICRO);
    }

    static long micros(TimestampData timestamp) {
        return timestamp.getMillisecond() * MICROS_PER_MILLI
                + timestamp.getNanoOfMillisecond() / NANOS_PER_MICRO;
    }
}
