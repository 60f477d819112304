/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import java.util.Locale;
import org.scyllaflink.connector.model.TableName;

/** The process that reads all once, with the heap it was given. */
final class MemoryMain {

    private MemoryMain() {}

    /**
     * @param args contact point, keyspace, table, number of changes, readers, changes that a
     *     reader's subtask lets through a second, 0 for as many as there are
     */
    public static void main(String[] args) throws Exception {
        long changes = Long.parseLong(args[3]);
        Stopwatch watch = new Stopwatch();
        HeapWatch heap = HeapWatch.start();
        TableName table = new TableName(args[1], args[2]);
        Throttle throttle = new Throttle(Long.parseLong(args[5]));
        try (Reading reading =
                new SourceReading(args[0], table, Integer.parseInt(args[4]), throttle)) {
            reading.readAll(changes, watch);
        }
        Measurement measurement = watch.measurement();
        ChildJvm.report(
                String.format(
                        Locale.ROOT,
                        "%,d changes, %,.0f a second, %.2f CPU s; %s",
                        changes,
                        changes / measurement.seconds(),
                        measurement.cpuSeconds(),
                        heap));
    }
}
