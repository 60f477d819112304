/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.List;

/** What clients see of stream sets at this moment. */
final class ClientView {
    private static volatile long hiddenUntilMillis;

    private ClientView() {}

    /** Shows clients nothing until a time, or until the server is started again. */
    static void hideUntil(long timeMillis) {
        hiddenUntilMillis = timeMillis;
    }

    /** Returns the sets that clients see, the oldest first. */
    static <S extends StreamSet> List<S> of(StreamTimeline<S> timeline) {
        long now = System.currentTimeMillis();
        return now < hiddenUntilMillis ? List.of() : timeline.publishedAt(now);
    }
}
