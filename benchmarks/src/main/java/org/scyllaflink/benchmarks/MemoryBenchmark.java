/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import com.datastax.oss.driver.api.core.CqlSession;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.scyllaflink.connector.model.TableName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads a long log from its beginning in a Flink job of little heap. */
@Command(
        name = "memory",
        description = "Reads a long log with little heap, and tells how much was used.",
        mixinStandardHelpOptions = true)
final class MemoryBenchmark implements Callable<Integer> {

    @Option(names = "--changes", description = "Changes in the log (default: ${DEFAULT-VALUE}).")
    private long changes = 5_000_000;

    @Option(
            names = "--streams",
            description = "Streams of the stand-in (default: ${DEFAULT-VALUE}).")
    private int streams = 256;

    @Option(
            names = "--heap",
            split = ",",
            description =
                    "Heap of the process that runs the job, JobManager included; several are tried"
                            + " one after the other (default: ${DEFAULT-VALUE}).")
    private List<String> heaps = List.of("256m");

    @Option(
            names = "--parallelism",
            description = "Readers of the job (default: ${DEFAULT-VALUE}).")
    private int parallelism = 2;

    @Option(
            names = "--most-per-second",
            split = ",",
            description =
                    "Changes that the rest of the job lets through a second, 0 for as many as there"
                            + " are; several are tried with each heap (default: ${DEFAULT-VALUE}).")
    private List<Long> mostPerSecond = List.of(0L, 100_000L);

    @Option(
            names = "--contact-point",
            description =
                    "A server that runs already, as host:port (default: a stand-in of its own).")
    private String contactPoint = "";

    @Override
    public Integer call() throws Exception {
        try (BenchmarkServer server = BenchmarkServer.open(contactPoint, streams)) {
            TableName table = new TableName("benchmark", "m" + System.currentTimeMillis());
            System.out.printf(
                    Locale.ROOT,
                    "writing %,d rows to %s at %s%n",
                    changes,
                    table,
                    server.address());
            try (CqlSession session = server.session()) {
                new LoadWriter(session).write(table, changes);
            }
            for (String heap : heaps) {
                for (long most : mostPerSecond) {
                    MemoryJob job = new MemoryJob(server, table, changes, parallelism, most);
                    System.out.printf(
                            Locale.ROOT,
                            "heap %s, %s: %s%n",
                            heap,
                            most == 0 ? "unthrottled" : "throttled",
                            job.run(heap));
                }
            }
        }
        return 0;
    }
}
