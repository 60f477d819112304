/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.nio.ByteBuffer;

/** The values of {@code cdc$operation}. */
enum Operation {
    PRE_IMAGE(0),
    UPDATE(1),
    INSERT(2),
    ROW_DELETE(3),
    PARTITION_DELETE(4),
    RANGE_START_INCLUSIVE(5),
    RANGE_START_EXCLUSIVE(6),
    RANGE_END_INCLUSIVE(7),
    RANGE_END_EXCLUSIVE(8),
    POST_IMAGE(9),
    SERVICE_ROW_DELETE(-3),
    SERVICE_PARTITION_DELETE(-4);

    private final ByteBuffer value;

    Operation(int code) {
        this.value = ByteBuffer.wrap(new byte[] {(byte) code});
    }

    /** Returns the value of a tinyint column. */
    ByteBuffer value() {
        return value;
    }
}
