/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import java.io.IOException;
import java.util.List;
import org.scyllaflink.connector.model.TableName;

/**
 * A Flink job in a process of its own that reads the log of a table once.
 *
 * @param mostPerSecond changes that the job lets through, 0 for as many as there are
 */
record MemoryJob(
        BenchmarkServer server,
        TableName table,
        long changes,
        int parallelism,
        long mostPerSecond) {

    /**
     * Runs the job with the collector and the direct memory that a TaskManager has.
     *
     * @param heap as after {@code -Xmx}; the JobManager lives in it as well
     * @return what was used
     * @throws IllegalStateException if the heap is too small, or not all changes were read
     */
    String run(String heap) throws IOException, InterruptedException {
        return ChildJvm.run(
                List.of(
                        "-Xmx" + heap,
                        "-XX:+UseG1GC",
                        "-XX:MaxDirectMemorySize=192m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MemoryMain.class.getName(),
                        server.address().getHostString() + ":" + server.address().getPort(),
                        table.keyspace(),
                        table.table(),
                        String.valueOf(changes),
                        String.valueOf(parallelism),
                        String.valueOf(mostPerSecond / parallelism)));
    }
}
