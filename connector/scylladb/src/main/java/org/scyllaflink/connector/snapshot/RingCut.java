/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.scyllaflink.connector.model.TokenRange;

/** Cuts the ring into ranges of about equal size. */
final class RingCut {

    private RingCut() {}

    /**
     * Ranges that none of the ring's own boundaries lies in, so that one set of replicas has all of
     * a range; tablets, whose number is a power of two, are not crossed by a number of ranges that
     * is one, too.
     *
     * @param atLeast how many ranges there are to be
     * @param boundaries tokens at which replicas change, in any order; may be empty
     * @return in the order of the ring, from its first token to its last
     */
    static List<TokenRange> into(int atLeast, List<Long> boundaries) {
        TreeSet<Long> ends = new TreeSet<>(boundaries);
        ends.remove(Long.MIN_VALUE);
        ends.add(Long.MAX_VALUE);
        // So wide that the last one falls on the end of the ring.
        long width = Long.divideUnsigned(-1L, atLeast);
        for (int i = 1; i < atLeast; i++) {
            ends.add(Long.MIN_VALUE + i * width + i);
        }
        List<TokenRange> ranges = new ArrayList<>(ends.size());
        long after = Long.MIN_VALUE;
        for (long end : ends) {
            ranges.add(new TokenRange(after, end));
            after = end;
        }
        return ranges;
    }
}
