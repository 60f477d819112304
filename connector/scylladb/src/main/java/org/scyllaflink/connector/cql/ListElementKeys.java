/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.ArrayList;
import java.util.List;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.ReadListKey;

/**
 * Keys for the elements of a list that was read: a SELECT does not show the true ones. They ascend
 * in the order of the list, lie below those of all elements appended later, and above those of all
 * that are put in front later. Where the list allows, a key's time is the true key's: that of the
 * write for appended elements; for those put in front as far before 2010 as the write is after
 * (ScyllaDB, {@code cql3/lists.cc}).
 */
final class ListElementKeys {

    private static final long MIRROR_MICROS = 1_262_304_000_000_000L;

    private ListElementKeys() {}

    /**
     * @param micros write times of the elements, in the order of the list
     */
    static List<CqlValue> of(List<Long> micros) {
        int front = elementsPutInFront(micros);
        long[] times = new long[micros.size()];
        long next = Long.MAX_VALUE;
        // An element that was overwritten has the time of that, which need not fit: its true key
        // is not later than the one after it.
        for (int i = times.length - 1; i >= front; i--) {
            next = Math.min(next, micros.get(i));
            times[i] = next;
        }
        for (int i = front - 1; i >= 0; i--) {
            next = Math.min(next, 2 * MIRROR_MICROS - micros.get(i));
            times[i] = next;
        }
        List<CqlValue> keys = new ArrayList<>(times.length);
        for (int i = 0; i < times.length; i++) {
            keys.add(ReadListKey.of(times[i], i));
        }
        return keys;
    }

    /** Of elements put in front one by one, each is older than the one before it. */
    private static int elementsPutInFront(List<Long> micros) {
        int end = 0;
        while (end + 1 < micros.size() && micros.get(end) > micros.get(end + 1)) {
            end++;
        }
        return end;
    }
}
