/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks.agreement;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.scyllaflink.testkit.ScyllaDbServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Lets ScyllaDB's own library follow a stand-in while random changes are written through switches
 * of its streams, and compares what it delivers with a plain scan of the log and with the
 * connector's source.
 */
@Command(
        name = "agreement",
        description = {
            "Compares what scylla-cdc-java, a scan and the connector's source read of one log.",
            "Exits with 0 if all deliver the same changes in the same order per partition."
        },
        mixinStandardHelpOptions = true)
public final class LibraryAgreement implements Callable<Integer> {

    private static final String TABLE = "agreement.t";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration QUIET = Duration.ofSeconds(4);

    @Option(names = "--writes", description = "Statements (default: ${DEFAULT-VALUE}).")
    private int writes = 3_000;

    @Option(
            names = "--switches",
            description =
                    "New generations, or splits and merges of all tablets (default: ${DEFAULT-VALUE}).")
    private int switches = 2;

    @Option(names = "--seed", description = "Of the random statements (default: the time).")
    private long seed = System.nanoTime();

    @Option(names = "--tablets", description = "Use a keyspace with tablets, not with vnodes.")
    private boolean tablets;

    @Option(
            names = "--source",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Compare the connector's source, too (default).")
    private boolean source = true;

    @Option(
            names = "--library",
            required = true,
            description = "Class path of scylla-cdc-java and its printer; the script gives it.")
    private String libraryClassPath;

    @Override
    public Integer call() throws Exception {
        System.out.println("seed " + seed);
        Path folder = Files.createTempDirectory("agreement");
        try (ScyllaDbServer server =
                        ScyllaDbServer.start(folder, "--vnodes", "4", "--shards", "2");
                CqlSession session = session(server)) {
            return compare(server, session) ? 0 : 1;
        } finally {
            delete(folder);
        }
    }

    private static CqlSession session(ScyllaDbServer server) {
        return CqlSession.builder()
                .addContactPoint(server.address())
                .withLocalDatacenter(server.datacenter())
                .withConfigLoader(
                        DriverConfigLoader.programmaticBuilder()
                                .withDuration(
                                        DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofMinutes(1))
                                .build())
                .build();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private boolean compare(ScyllaDbServer server, CqlSession session) throws Exception {
        RandomStatements statements = new RandomStatements(TABLE, seed);
        StreamSwitches streams = StreamSwitches.of(session, TABLE, tablets);
        streams.createKeyspace();
        session.execute(statements.create());
        try (LibraryProcess library =
                LibraryProcess.start(libraryClassPath, server.address(), TABLE)) {
            write(session, statements, streams);
            List<LoggedRow> scan = scan(session);
            boolean agreed = show(scan, library.await(scan.size(), PATIENCE, QUIET), streams);
            if (!agreed) {
                System.out.println(library.lastWords());
            }
            return (!source || showSource(server, scan)) && agreed;
        }
    }

    // Slow enough that there are writes before, around and after every switch.
    private void write(CqlSession session, RandomStatements statements, StreamSwitches streams) {
        int part = writes / (switches + 1);
        for (int written = 1; written <= writes; written++) {
            session.execute(statements.next());
            if (written % part == 0 && written / part <= switches) {
                long switchMillis = streams.order();
                while (System.currentTimeMillis() < switchMillis + 100) {
                    session.execute(statements.next());
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                }
            }
        }
    }

    private static List<LoggedRow> scan(CqlSession session) {
        List<LoggedRow> rows = new ArrayList<>();
        session.execute("SELECT * FROM " + TABLE + "_scylla_cdc_log")
                .forEach(row -> rows.add(LoggedRow.of(row)));
        return rows;
    }

    private boolean show(List<LoggedRow> scan, List<LoggedRow> delivered, StreamSwitches streams) {
        Map<String, List<LoggedRow>> byLibrary = new HashMap<>();
        for (LoggedRow row : delivered) {
            byLibrary.computeIfAbsent(row.partition(), p -> new ArrayList<>()).add(row);
        }
        System.out.println(
                scan.stream().map(LoggedRow::stream).distinct().count()
                        + " streams with rows in "
                        + streams.count()
                        + " sets");
        return print(
                Agreement.of("log rows by scan and library", LoggedRow.inOrder(scan), byLibrary));
    }

    private static boolean showSource(ScyllaDbServer server, List<LoggedRow> scan)
            throws Exception {
        Map<String, List<String>> expected = new HashMap<>();
        LoggedRow.inOrder(scan)
                .forEach((partition, rows) -> expected.put(partition, GroupOfRows.changes(rows)));
        return print(
                Agreement.of(
                        "changes by scan and source",
                        expected,
                        ChangeTexts.of(SourceRun.readAll(server.contactPoint(), TABLE))));
    }

    private static boolean print(Agreement agreement) {
        System.out.println(agreement.text());
        return agreement.isEqual();
    }
}
