/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.Serializable;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TokenRange;

/**
 * A split as the enumerator knows it.
 *
 * @param generationMillis start of its generation
 * @param range the tokens whose changes it holds
 */
record HeldSplit(String id, TableName table, long generationMillis, TokenRange range, Phase phase)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    static HeldSplit of(StreamGroupSplit split, Phase phase) {
        return new HeldSplit(
                split.splitId(),
                split.table(),
                split.generation().toEpochMilli(),
                split.range(),
                phase);
    }

    boolean isFinished() {
        return phase == Phase.FINISHED;
    }

    /** How far a split has come. */
    enum Phase {
        /** On its way to its reader. */
        ASSIGNED,
        /** Holds back the watermark of its reader; waits or is read. */
        REGISTERED,
        /**
         * Read to the end of its generation; holds back the watermark until it is taken over from.
         */
        FINISHED
    }
}
