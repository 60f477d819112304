/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.source.ReadOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads a log in which nothing is written, with the default options, and counts the cost. */
@Command(
        name = "idle",
        description = "Tells what it costs to read streams in which nothing is written.",
        mixinStandardHelpOptions = true)
final class IdleBenchmark implements Callable<Integer> {

    private static final Duration NOTHING_IS_DUE = Duration.ofDays(1);

    @Option(
            names = "--streams",
            split = ",",
            description =
                    "Streams of the stand-in; several numbers are tried one after the other"
                            + " (default: ${DEFAULT-VALUE}).")
    private List<Integer> streams = List.of(256, 2_000);

    @Option(
            names = "--warm-up",
            description =
                    "Seconds in which streams are asked ten times as often, before the measurement"
                            + " (default: ${DEFAULT-VALUE}).")
    private int warmUpSeconds = 200;

    @Option(
            names = "--seconds",
            description = "Seconds of the measurement (default: ${DEFAULT-VALUE}).")
    private int seconds = 60;

    @Override
    public Integer call() throws Exception {
        System.out.println(
                "| Streams | Empty queries | Streams x seconds / poll interval | CPU s |"
                        + " CPU s of a job that reads nothing | CPU us a query |");
        System.out.println("| --: | --: | --: | --: | --: | --: |");
        for (int count : streams) {
            try (BenchmarkServer server = BenchmarkServer.open("", count)) {
                measure(server, count);
            }
        }
        return 0;
    }

    private void measure(BenchmarkServer server, int count) throws Exception {
        TableName table = new TableName("benchmark", "idle");
        try (CqlSession session = server.session()) {
            new LoadWriter(session).write(table, 0);
        }
        Duration poll = ReadOptions.defaults().minWindow();
        CompletableFuture<IdleCost> readingCost = run(server, table, poll);
        CompletableFuture<IdleCost> restingCost = run(server, table, NOTHING_IS_DUE);
        IdleCost reading = readingCost.get();
        IdleCost resting = restingCost.get();
        System.out.printf(
                Locale.ROOT,
                "| %,d | %,d | %,d | %.2f | %.2f | %.0f |%n",
                count,
                reading.emptyReads(),
                count * seconds * 1_000L / poll.toMillis(),
                reading.cpuMicros() / 1e6,
                resting.cpuMicros() / 1e6,
                (reading.cpuMicros() - resting.cpuMicros()) / (double) reading.emptyReads());
    }

    /** Each costs so little that both can be measured at a time. */
    private CompletableFuture<IdleCost> run(
            BenchmarkServer server, TableName table, Duration window) {
        List<String> arguments =
                List.of(
                        "-Xmx512m",
                        "-XX:+UseG1GC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IdleMain.class.getName(),
                        server.address().getHostString() + ":" + server.address().getPort(),
                        table.keyspace(),
                        table.table(),
                        window.toString(),
                        String.valueOf(warmUpSeconds),
                        String.valueOf(seconds));
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return IdleCost.parse(ChildJvm.run(arguments));
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }
}
