/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.Locale;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.table.data.StringData;

/** Why a row of the changelog was sent. */
@PublicEvolving
public enum Cause {

    /** Values were written or set to null, and the row lives. */
    WRITE,

    /** The row is gone: it was deleted, or the last that kept it alive was set to null. */
    DELETE,

    /** The life of a value or of the whole row has ended. */
    EXPIRY,

    /** The change came after the watermark had passed its time. */
    LATE,

    /** The row was found in a read of the table. */
    READ;

    private final StringData text = StringData.fromString(name().toLowerCase(Locale.ROOT));

    /** What the column {@code cause} holds. */
    public StringData text() {
        return text;
    }
}
