/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import org.apache.flink.annotation.Internal;

/** State: what happened so far in a window of a segment that is still open. */
@Internal
public record WindowTally(long joined, long left, long expired, long late) {

    static final WindowTally NONE = new WindowTally(0, 0, 0, 0);

    WindowTally plus(SegmentDelta delta) {
        return new WindowTally(
                joined + delta.joined(),
                left + delta.left(),
                expired + delta.expired(),
                late + delta.late());
    }

    long net() {
        return joined - left - expired + late;
    }
}
