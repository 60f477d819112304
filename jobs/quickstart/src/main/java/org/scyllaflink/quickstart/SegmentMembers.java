/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.quickstart;

import java.util.Map;

/** One place that tells how many members each segment has. */
@FunctionalInterface
interface SegmentMembers {

    /**
     * @return members by segment, without segments that have none
     */
    Map<String, Long> count() throws Exception;
}
