/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.Key;

/** A row taken out of state to be changed, with what was sent of it last. */
final class OpenRow {

    private final Key clusteringKey;
    private final Row row;
    private final long timerMillis;
    private @Nullable RowContent sent;
    private boolean isMarkerSettled;
    private boolean isChanged;
    private boolean isTouched;
    private boolean isExpiredByServer;

    /**
     * @param timerMillis of the row's timer, {@link Row#AT_NO_TIME} if it has none
     */
    OpenRow(Key clusteringKey, Row row, long timerMillis) {
        this.clusteringKey = clusteringKey;
        this.row = row;
        this.timerMillis = timerMillis;
    }

    Key clusteringKey() {
        return clusteringKey;
    }

    Row row() {
        return row;
    }

    long timerMillis() {
        return timerMillis;
    }

    /** Null if the row was not there when it was sent last. */
    @Nullable RowContent sent() {
        return sent;
    }

    void markSent(@Nullable RowContent content) {
        sent = content;
    }

    /** Whether it was found out that the row is there, though no more than its marker may be. */
    boolean isMarkerSettled() {
        return isMarkerSettled;
    }

    void markMarkerSettled(boolean isSettled) {
        isMarkerSettled = isSettled;
    }

    /** Whether the row must be written. */
    boolean isChanged() {
        return isChanged;
    }

    void markChanged() {
        isChanged = true;
    }

    /** Whether a change of the step at hand concerns the row. */
    boolean isTouched() {
        return isTouched;
    }

    void markTouched() {
        isTouched = true;
    }

    /** Whether the server deleted the row in the step at hand because its TTL was over. */
    boolean isExpiredByServer() {
        return isExpiredByServer;
    }

    void delete(Change delete) {
        if (delete.origin().expiration()) {
            isExpiredByServer = true;
        }
        row.delete(delete.origin().micros());
    }

    void endStep() {
        isTouched = false;
        isExpiredByServer = false;
    }
}
