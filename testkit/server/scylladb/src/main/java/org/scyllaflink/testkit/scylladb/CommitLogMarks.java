/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.cassandra.db.commitlog.CommitLog;

/**
 * Keeps acknowledged writes through a {@code kill -9}. They are in the commit log's memory map
 * then, but a restart reads it only up to the last mark, which Cassandra sets every 100 ms. One for
 * the whole JVM, as the commit log itself is.
 */
final class CommitLogMarks {
    static final CommitLogMarks OF_SERVER = new CommitLogMarks();

    private final AtomicLong asked = new AtomicLong();
    private long done;

    private CommitLogMarks() {}

    /** Marks the end of all writes finished so far; one mark serves all threads that wait. */
    void markAll() {
        long mine = asked.incrementAndGet();
        synchronized (this) {
            if (done >= mine) {
                return;
            }
            long all = asked.get();
            try {
                CommitLog.instance.sync(false);
            } catch (IOException e) {
                throw new UncheckedIOException("commit log not marked", e);
            }
            done = all;
        }
    }
}
