/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import org.scyllaflink.connector.model.CdcTime;

/** An ascending set of times in 16 bytes each. */
final class SortedTimes {

    private static final int FIRST_CAPACITY = 8;

    private long[] most = new long[FIRST_CAPACITY];
    private long[] least = new long[FIRST_CAPACITY];

    /** Those before it were removed. */
    private int start;

    private int end;

    int size() {
        return end - start;
    }

    boolean isEmpty() {
        return start == end;
    }

    CdcTime get(int index) {
        return at(start + index);
    }

    /** There must be one. */
    CdcTime last() {
        return at(end - 1);
    }

    /** Returns whether it is new. */
    boolean add(CdcTime time) {
        int place = isEmpty() || last().compareTo(time) < 0 ? end : ceiling(time);
        if (place < end && at(place).equals(time)) {
            return false;
        }
        if (end == most.length) {
            place -= makeRoom();
        }
        System.arraycopy(most, place, most, place + 1, end - place);
        System.arraycopy(least, place, least, place + 1, end - place);
        most[place] = time.mostSignificant();
        least[place] = time.leastSignificant();
        end++;
        return true;
    }

    boolean contains(CdcTime time) {
        int place = ceiling(time);
        return place < end && at(place).equals(time);
    }

    /** Returns how many were removed. */
    int removeBefore(CdcTime bound) {
        int before = start;
        start = ceiling(bound);
        return start - before;
    }

    /** Returns by how many places everything moved forward. */
    private int makeRoom() {
        int moved = start;
        int size = size();
        int capacity = Math.max(FIRST_CAPACITY, size < most.length / 2 ? most.length : 2 * size);
        most = moved(most, capacity);
        least = moved(least, capacity);
        start = 0;
        end = size;
        return moved;
    }

    private long[] moved(long[] old, int capacity) {
        long[] target = new long[capacity];
        System.arraycopy(old, start, target, 0, size());
        return target;
    }

    /** The first place whose time is not before this one. */
    private int ceiling(CdcTime time) {
        int low = start;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(middle).compareTo(time) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private CdcTime at(int place) {
        return new CdcTime(most[place], least[place]);
    }

    /** Copies the halves of all times to a place. */
    void copyTo(long[] mostSignificant, long[] leastSignificant, int target) {
        System.arraycopy(most, start, mostSignificant, target, size());
        System.arraycopy(least, start, leastSignificant, target, size());
    }
}
