/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

/**
 * Chooses how much time to ask for at once: wide where little is written, narrow where much is. At
 * the live end, where windows are as narrow as they may be, that is how often to ask.
 */
final class WindowSizing {

    private static final long TARGET_BYTES = 4 << 20;
    private static final int MAX_FACTOR = 4;

    private final long minMillis;
    private final long maxMillis;
    private final long latencyMillis;
    private long millis;
    private long leastMillis;

    WindowSizing(ReadOptions options) {
        this.minMillis = options.minWindow().toMillis();
        this.maxMillis = options.maxWindow().toMillis();
        this.latencyMillis = Math.max(minMillis, options.latencyTarget().toMillis());
        this.millis = minMillis;
        this.leastMillis = minMillis;
    }

    /** A narrower window is not worth asking for. */
    long leastMillis() {
        return leastMillis;
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
     * @param empty whether it held no change
     */
    void read(long widthMillis, long bytes, boolean empty) {
        leastMillis = empty ? Math.min(latencyMillis, 2 * leastMillis) : minMillis;
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
