/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The moment at which a server deletes rows whose TTL column says so. */
final class BackgroundExpiry {
    private static final long PATIENCE_SECONDS = 60;

    private BackgroundExpiry() {}

    /**
     * Orders it of the stand-in, waits for it on a real server.
     *
     * @param rows that the log has afterwards
     */
    static void await(CqlSession session, String table, int rows) {
        try {
            session.execute("ORDER EXPIRE ROWS OF " + table);
        } catch (SyntaxError real) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            String log = "SELECT \"cdc$time\" FROM " + table + "_scylla_cdc_log";
            while (session.execute(log).all().size() < rows && System.nanoTime() < end) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        }
    }
}
