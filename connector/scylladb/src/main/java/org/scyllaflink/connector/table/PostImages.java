/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.RowImage;

/** Which changes show a row, and which need not. */
final class PostImages {

    private PostImages() {}

    /**
     * @return null if the change shows no row: of static columns, which these styles do not
     *     produce, or deleted by the same batch, for which the server makes no post-image
     * @throws IllegalStateException if the image is missing
     */
    static @Nullable RowImage of(RowChange change, ChangeBatch batch) {
        if (change.isStatic()) {
            return null;
        }
        if (change.after() == null && !isDeletedIn(batch, change)) {
            throw new IllegalStateException(
                    "no post-image (expected: one for each change; what was written before the CDC"
                            + " option 'postimage' was switched on has none: start behind it)");
        }
        return change.after();
    }

    private static boolean isDeletedIn(ChangeBatch batch, RowChange row) {
        for (Change change : batch.changes()) {
            boolean covers =
                    switch (change.kind()) {
                        case ROW_CHANGE, SNAPSHOT_ROW -> false;
                        case ROW_DELETE ->
                                ((RowDelete) change).clusteringKey().equals(row.clusteringKey());
                        case RANGE_DELETE, PARTITION_DELETE -> true;
                    };
            if (covers) {
                return true;
            }
        }
        return false;
    }

    static IllegalStateException notOfTheLog(Change change) {
        return new IllegalStateException(
                "row of a snapshot of "
                        + change.origin().schema().table()
                        + " (expected: changes of the log; only the changelog 'full' begins with a"
                        + " snapshot)");
    }
}
