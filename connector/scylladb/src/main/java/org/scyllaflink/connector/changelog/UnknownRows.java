/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.io.Serializable;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;
import org.scyllaflink.connector.model.TableReads;

/** What a changelog does about what neither the log nor its state tells of the table. */
@PublicEvolving
public sealed interface UnknownRows extends Serializable {

    /**
     * Nothing: rows that were written before the changes begin show what was written since, and go
     * when that is gone.
     */
    static UnknownRows partial() {
        return new Partial();
    }

    /**
     * Reads a partition when the first change of it comes, and a row of it when that has no value
     * left and may be there without any.
     *
     * @param opener of reads of the same table, all of whose wanted columns are read
     */
    static UnknownRows read(TableReads.Opener opener) {
        return new Read(opener);
    }

    /**
     * As {@link #read} for rows without a value. Partitions are not read: all of them come with the
     * changes, as a snapshot of the table.
     *
     * @param opener as in {@link #read}
     */
    static UnknownRows inSnapshot(TableReads.Opener opener) {
        return new InSnapshot(opener);
    }

    /** See {@link #partial}. */
    record Partial() implements UnknownRows {
        private static final long serialVersionUID = 1L;
    }

    /** See {@link #read}. */
    record Read(TableReads.Opener opener) implements UnknownRows {
        private static final long serialVersionUID = 1L;

        public Read {
            Objects.requireNonNull(opener, "opener");
        }
    }

    /** See {@link #inSnapshot}. */
    record InSnapshot(TableReads.Opener opener) implements UnknownRows {
        private static final long serialVersionUID = 1L;

        public InSnapshot {
            Objects.requireNonNull(opener, "opener");
        }
    }
}
