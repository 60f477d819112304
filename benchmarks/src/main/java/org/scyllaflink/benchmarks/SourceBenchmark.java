/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.scyllaflink.connector.cql.ContactPoint;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.testkit.ScyllaDbServer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares ways to read a CDC log: each in a process of its own, one at a time, by turns. */
@Command(
        name = "source",
        description = "Compares readers of a CDC log in time and in CPU.",
        mixinStandardHelpOptions = true)
public final class SourceBenchmark implements Callable<Integer> {

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
            description = "Class path of scylla-cdc-java and its reader.")
    private String libraryClassPath;

    private final Map<Reader, List<Measurement>> measured = new EnumMap<>(Reader.class);

    /**
     * Runs the benchmark and ends the process.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        CommandLine command = new CommandLine(new SourceBenchmark());
        command.setCaseInsensitiveEnumValuesAllowed(true);
        Runtime.getRuntime().exit(command.execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (!contactPoint.isEmpty()) {
            ContactPoint point = ContactPoint.parse(contactPoint);
            compare(new InetSocketAddress(point.host(), point.port()));
            return 0;
        }
        Path folder = Files.createTempDirectory("source-benchmark");
        try (ScyllaDbServer server =
                ScyllaDbServer.start(folder, "--vnodes", "128", "--shards", "2")) {
            compare(server.address());
        } finally {
            delete(folder);
        }
        return 0;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void compare(InetSocketAddress server) throws Exception {
        TableName table = new TableName("benchmark", "t" + System.currentTimeMillis());
        say("writing %,d rows to %s at %s", changes, table, server);
        try (CqlSession session = session(server)) {
            new LoadWriter(session).write(table, changes);
        }
        say("warming the server");
        try (DriverReading reading = new DriverReading(server, table)) {
            Stopwatch unused = new Stopwatch();
            reading.readAll(changes, unused);
            reading.readAll(changes, unused);
        }
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            for (Reader reader : readers) {
                Measurement measurement = measure(reader, server, table);
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
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heap);
        command.addAll(reader.command(System.getProperty("java.class.path"), libraryClassPath));
        command.add(reader.name().toLowerCase(Locale.ROOT));
        command.add(server.getHostString());
        command.add(String.valueOf(server.getPort()));
        command.add(table.keyspace());
        command.add(table.table());
        command.add(String.valueOf(changes));
        command.add(String.valueOf(warmUps));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
            output.lines().forEach(lines::add);
        } finally {
            process.destroy();
        }
        int exit = process.waitFor();
        return lines.stream()
                .filter(Measurement::isLine)
                .map(Measurement::parse)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        reader
                                                + ": exit code "
                                                + exit
                                                + " without a result (expected: one):\n"
                                                + String.join("\n", lines)));
    }

    private static CqlSession session(InetSocketAddress server) {
        return CqlSession.builder()
                .addContactPoint(server)
                .withLocalDatacenter("datacenter1")
                .withConfigLoader(
                        DriverConfigLoader.programmaticBuilder()
                                .withDuration(
                                        DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofMinutes(1))
                                .build())
                .build();
    }

    private static void say(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
