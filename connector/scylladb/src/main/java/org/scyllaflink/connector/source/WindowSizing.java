/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

/** Chooses how much time to ask for at once: wide where little is written, narrow where much is. */
final class WindowSizing {

    private static final long TARGET_BYTES = 4 << 20;
    private static final int MAX_FACTOR = 4;

    private final long minMillis;
    private final long maxMillis;
    private long millis;

    WindowSizing(long minMillis, long maxMillis) {
        this.minMillis = minMillis;
        this.maxMillis = maxMillis;
        this.millis = minMillis;
    }

    long millis() {
        return millis;
    }

    /**
     * Learns from a window that was read.
     *
     * @param widthMillis less than {@link #millis()} if the live end cut the window short. Wider
     *     ones would be a guess then: if reading stands still for a while, what is read next is no
     *     more than a few times as much.
     */
    void read(long widthMillis, long bytes) {
        if (bytes > TARGET_BYTES) {
            long factor = Math.min(MAX_FACTOR, bytes / TARGET_BYTES + 1);
            millis = Math.max(minMillis, widthMillis / factor);
        } else if (widthMillis >= millis) {
            long factor = bytes == 0 ? MAX_FACTOR : Math.min(MAX_FACTOR, TARGET_BYTES / bytes);
            millis = Math.min(maxMillis, millis * factor);
        } else {
            millis = Math.max(minMillis, Math.min(millis, widthMillis * MAX_FACTOR));
        }
    }
}
