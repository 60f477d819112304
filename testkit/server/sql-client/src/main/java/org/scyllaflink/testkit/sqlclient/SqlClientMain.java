/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.sqlclient;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.table.client.SqlClient;

/** Flink's own SQL client, which on request dies with its parent. */
public final class SqlClientMain {

    private static final String WATCH_STDIN = "--watch-stdin";

    private SqlClientMain() {}

    /**
     * Runs the client; returns when it ends.
     *
     * @param args those of Flink's client; before them {@code --watch-stdin}, for a client that is
     *     to end when its standard input does
     */
    public static void main(String[] args) {
        if (args.length == 0 || !args[0].equals(WATCH_STDIN)) {
            SqlClient.main(args);
            return;
        }
        Thread watch = new Thread(SqlClientMain::haltWhenInputEnds, "stdin-watch");
        watch.setDaemon(true);
        watch.start();
        SqlClient.main(Arrays.copyOfRange(args, 1, args.length));
    }

    // Halting skips the shutdown hooks, in which a job may hang: nobody is left to wait for it.
    private static void haltWhenInputEnds() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            System.err.println("sql-client: standard input failed: " + e);
        }
        Runtime.getRuntime().halt(1);
    }
}
