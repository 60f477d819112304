/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.ArrayList;
import java.util.List;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.RangeDelete;

/** The deletes of one step that are of many rows: of ranges or of the partition. */
final class StepDeletes {

    private final PartitionTombstones tombstones;
    private final List<Change> deletes = new ArrayList<>();

    StepDeletes(PartitionTombstones tombstones) {
        this.tombstones = tombstones;
    }

    /** Remembers a delete for rows that are not yet known, too. */
    void add(Change delete) throws Exception {
        deletes.add(delete);
        if (delete instanceof RangeDelete range) {
            tombstones.add(range);
        } else {
            tombstones.addPartition(delete.origin().micros());
        }
    }

    boolean isEmpty() {
        return deletes.isEmpty();
    }

    void clear() {
        deletes.clear();
    }

    boolean cover(Key clusteringKey) {
        for (Change delete : deletes) {
            if (isCovered(clusteringKey, delete)) {
                return true;
            }
        }
        return false;
    }

    void applyTo(OpenRow row) {
        for (Change delete : deletes) {
            if (isCovered(row.clusteringKey(), delete)) {
                row.delete(delete);
            }
        }
    }

    private boolean isCovered(Key clusteringKey, Change delete) {
        return !(delete instanceof RangeDelete range) || tombstones.isCovered(clusteringKey, range);
    }
}
