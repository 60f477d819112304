/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * All changes of one {@code cdc$time} of one stream: what one request wrote to one partition at one
 * timestamp. A batch is read, emitted and checkpointed whole.
 *
 * @param changes in the order of their rows in the log; images are part of them
 */
@PublicEvolving
public record ChangeBatch(StreamId stream, CdcTime time, List<Change> changes) {

    public ChangeBatch {
        changes = List.copyOf(changes);
    }
}
