/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.scyllaflink.connector.model.TableName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares ways to read a CDC log: each in a process of its own, one at a time, by turns. */
@Command(
        name = "source",
        description = "Compares readers of a CDC log in time and in CPU.",
        mixinStandardHelpOptions = true)
final class SourceBenchmark implements Callable<Integer> {

    private static final int STREAMS = 256;

    @Option(names = "--changes", description = "Changes in the log (default: ${DEFAULT-VALUE}).")
    private long changes = 1_000_000;

    @Option(
            names = "--repetitions",
            description = "Measurements of each reader (default: ${DEFAULT-VALUE}).")
    private int repetitions = 3;

    @Option(
            names = "--warm-up",
            description =
                    "How often a process reads all before it is measured (default:"
                            + " ${DEFAULT-VALUE}).")
    private int warmUps = 4;

    @Option(
            names = "--readers",
            split = ",",
            description = "Readers to compare (default: all): ${COMPLETION-CANDIDATES}.")
    private List<Reader> readers = List.of(Reader.values());

    @Option(
            names = "--contact-point",
            description =
                    "A server that runs already, as host:port (default: a stand-in with 128"
                            + " vnodes of 2 shards).")
    private String contactPoint = "";

    @Option(names = "--heap", description = "Heap of a reader (default: ${DEFAULT-VALUE}).")
    private String heap = "3g";

    @Option(
            names = "--library",
            required = true,
            description = "Class path of scylla-cdc-java and its reader; the script gives it.")
    private String libraryClassPath;

    private final Map<Reader, List<Measurement>> measured = new EnumMap<>(Reader.class);

    @Override
    public Integer call() throws Exception {
        try (BenchmarkServer server = BenchmarkServer.open(contactPoint, STREAMS)) {
            compare(server);
        }
        return 0;
    }

    private void compare(BenchmarkServer server) throws Exception {
        TableName table = new TableName("benchmark", "t" + System.currentTimeMillis());
        say("writing %,d rows to %s at %s", changes, table, server.address());
        try (CqlSession session = server.session()) {
            new LoadWriter(session).write(table, changes);
        }
        say("warming the server");
        try (DriverReading reading = new DriverReading(server.address(), table)) {
            Stopwatch unused = new Stopwatch();
            reading.readAll(changes, unused);
            reading.readAll(changes, unused);
        }
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            for (Reader reader : readers) {
                Measurement measurement = measure(reader, server.address(), table);
                measured.computeIfAbsent(reader, key -> new ArrayList<>()).add(measurement);
                say(
                        "%d/%d %-8s %8.2f s %8.2f CPU s",
                        repetition,
                        repetitions,
                        reader.name().toLowerCase(Locale.ROOT),
                        measurement.seconds(),
                        measurement.cpuSeconds());
            }
        }
        System.out.println();
        System.out.print(new ResultTable(changes, measured));
    }

    private Measurement measure(Reader reader, InetSocketAddress server, TableName table)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add("-Xmx" + heap);
        command.addAll(reader.command(System.getProperty("java.class.path"), libraryClassPath));
        command.add(reader.name().toLowerCase(Locale.ROOT));
        command.add(server.getHostString());
        command.add(String.valueOf(server.getPort()));
        command.add(table.keyspace());
        command.add(table.table());
        command.add(String.valueOf(changes));
        command.add(String.valueOf(warmUps));
        return Measurement.parse(ChildJvm.run(command));
    }

    private static void say(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
