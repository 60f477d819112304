/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * All splits that a reader holds and that hold back its watermark. Sent when the reader starts and
 * whenever this changes, so that the enumerator can always rebuild what it knows.
 */
record ReaderReport(List<HeldSplit> splits) implements SourceEvent {

    private static final long serialVersionUID = 1L;

    ReaderReport {
        splits = List.copyOf(splits);
    }
}
