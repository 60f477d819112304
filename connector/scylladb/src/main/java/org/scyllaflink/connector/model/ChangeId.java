/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Where in the log a change stands. Only within one stream does the order say which change was
 * first.
 *
 * @param batchSequence {@code cdc$batch_seq_no} of the change's first row; 0 or more
 */
@PublicEvolving
public record ChangeId(StreamId stream, CdcTime time, int batchSequence)
        implements Comparable<ChangeId>, Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public int compareTo(ChangeId other) {
        int byStream = stream.compareTo(other.stream);
        if (byStream != 0) {
            return byStream;
        }
        int byTime = time.compareTo(other.time);
        return byTime != 0 ? byTime : Integer.compare(batchSequence, other.batchSequence);
    }

    @Override
    public String toString() {
        return stream + "/" + time + "/" + batchSequence;
    }
}
