/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Reads rows of one base table as they are now, for what the log does not tell. Safe for use by
 * several threads; no call blocks. Each stage completes in any thread, exceptionally with an
 * IOException that names the table and the key when the read failed for good (transient failures
 * are repeated inside).
 */
@PublicEvolving
public interface TableReads extends AutoCloseable {

    /**
     * All rows of a partition and, before them, its static columns if one of them has a value.
     *
     * @param origin time of the rows, see {@link SnapshotRow#origin}: before now, and all changes
     *     of the log from it on are still to come
     * @return empty if there is none
     */
    CompletionStage<List<SnapshotRow>> partition(Key partitionKey, CdcTime origin);

    /** Whether there is such a row, be it by its marker alone. */
    CompletionStage<Boolean> exists(Key partitionKey, Key clusteringKey);

    @Override
    void close();

    /** Opens reads where they are needed; travels with the job. */
    @FunctionalInterface
    interface Opener extends Serializable {

        /**
         * @throws IOException if the cluster cannot be reached; names it
         */
        TableReads open() throws IOException;
    }
}
