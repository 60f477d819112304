/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.Serializable;

/**
 * A split as the enumerator knows it.
 *
 * @param generationMillis start of its generation
 */
record HeldSplit(String id, long generationMillis, Phase phase) implements Serializable {

    private static final long serialVersionUID = 1L;

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
