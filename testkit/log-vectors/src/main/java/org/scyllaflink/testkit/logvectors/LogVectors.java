/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.scyllaflink.testkit.ScyllaDbServer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a file of log vectors against a fresh stand-in, or a real server. */
@Command(
        name = "log-vectors",
        description = {
            "Runs a file of CDC log vectors against a fresh stand-in for ScyllaDB.",
            "Prints what fails, and last: N passed, M failed. Exits with 0 if none fails."
        })
public final class LogVectors implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "Vectors in YAML.")
    private Path file;

    @Option(
            names = "--category",
            split = ",",
            paramLabel = "NAME",
            description = "Run only vectors that have one of these categories.")
    private List<String> categories = List.of();

    @Option(
            names = "--server",
            paramLabel = "HOST:PORT",
            description = "Run against this server; its keyspace ks is dropped.")
    private String server = "";

    @Option(names = "--tablets", description = "Run in a keyspace with tablets, not with vnodes.")
    private boolean tablets;

    @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    private LogVectors() {}

    /**
     * Runs the vectors and exits.
     *
     * @param args see {@code --help}
     */
    @SuppressWarnings("RegexpSinglelineJava") // this is where a main class ends
    public static void main(String[] args) {
        System.exit(new CommandLine(new LogVectors()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isReadable(file)) {
            System.err.println("log-vectors: " + file + ": no such file (expected: a YAML file)");
            return CommandLine.ExitCode.USAGE;
        }
        List<VectorCase> cases;
        try {
            cases = VectorFile.read(file).stream().filter(this::isSelected).toList();
        } catch (IllegalArgumentException e) {
            System.err.println("log-vectors: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        VectorRun run = new VectorRun(System.out);
        if (server.isEmpty()) {
            runOnStandIn(run, cases);
        } else {
            run(run, cases, ScyllaDbServer.external(server));
        }
        return run.failed() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private boolean isSelected(VectorCase vector) {
        return categories.isEmpty() || vector.categories().stream().anyMatch(categories::contains);
    }

    private void runOnStandIn(VectorRun run, List<VectorCase> cases) throws IOException {
        Path folder = Files.createTempDirectory("log-vectors-");
        try (ScyllaDbServer standIn = ScyllaDbServer.start(folder)) {
            run(run, cases, standIn);
        } finally {
            delete(folder);
        }
    }

    private void run(VectorRun run, List<VectorCase> cases, ScyllaDbServer server) {
        try (Cluster cluster =
                Cluster.connect(
                        server.address(),
                        server.datacenter(),
                        tablets ? KeyspaceKind.TABLETS : KeyspaceKind.VNODES)) {
            run.run(cases, cluster);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
