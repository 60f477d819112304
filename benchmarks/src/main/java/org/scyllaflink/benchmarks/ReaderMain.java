/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import java.net.InetSocketAddress;
import org.scyllaflink.connector.model.TableName;

/** The process of one reader: reads all to warm up, then once more against the clock. */
final class ReaderMain {

    private ReaderMain() {}

    /**
     * @param args reader, host, port, keyspace, table, number of changes, rounds to warm up
     */
    public static void main(String[] args) throws Exception {
        long changes = Long.parseLong(args[5]);
        Stopwatch watch = new Stopwatch();
        try (Reading reading = reading(args)) {
            for (int round = Integer.parseInt(args[6]); round >= 0; round--) {
                reading.readAll(changes, watch);
            }
        }
        ChildJvm.report(watch.measurement());
    }

    private static Reading reading(String[] args) throws Exception {
        String host = args[1];
        int port = Integer.parseInt(args[2]);
        TableName table = new TableName(args[3], args[4]);
        return switch (args[0]) {
            case "driver" -> new DriverReading(new InetSocketAddress(host, port), table);
            case "times" -> new TimesReading(host + ":" + port, table);
            case "log" -> new LogReading(host + ":" + port, table);
            case "source" -> new SourceReading(host + ":" + port, table, 1, new Throttle(0));
            default ->
                    throw new IllegalArgumentException(
                            "reader: " + args[0] + " (expected: driver, times, log or source)");
        };
    }
}
