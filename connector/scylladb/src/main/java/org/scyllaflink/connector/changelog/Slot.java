/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CqlValue;

/** What is known of one column of a row, or of its marker; never changed in place. */
sealed interface Slot permits Cell, Elements {

    /** Whether it keeps its row alive. */
    boolean isLive();

    /** What the row shows; null if it is not live. */
    @Nullable CqlValue value();

    /** The latest time of all that the slot knows. */
    long newestMicros();

    /**
     * The earliest second at which something in it dies, {@link Row#AT_NO_TIME} if nothing does.
     */
    long nextExpirySecond();

    /** Itself when everything has died whose life ends in the given second or before. */
    Slot expireUntil(long second);

    /** What a delete of the given time leaves; null for nothing. */
    @Nullable Slot deletedAt(long micros);

    /**
     * Itself without deletes and expired values of times before the given one; null for nothing.
     */
    @Nullable Slot forgetDead(long beforeMicros);
}
