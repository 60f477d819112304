/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Flink's SQL client in a JVM of its own that dies with this one, even when this one is killed
 * hard. It runs the jobs of a script itself, one after the other, with the connectors for Kafka,
 * files and generated data on its class path.
 */
public final class SqlClient implements AutoCloseable {
    private static final String NAME = "sql-client";
    private static final Pattern COLOURS = Pattern.compile("\u001B\\[[0-9;]*m");
    private static final String CONFIGURATION =
            """
            execution.target: local
            table.dml-sync: true
            sql-client.execution.result-mode: tableau
            sql-client.display.print-time-cost: false
            parallelism.default: 1
            """;

    private final Process process;
    private final Path output;

    private SqlClient(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts a client on a script and returns at once.
     *
     * @param folder for the script, its output and the log, made if missing
     * @param script statements, each ended by a semicolon; the client ends after the last, or after
     *     the first that fails
     * @param jars connectors that the script uses, as {@code --jar} of the client
     * @throws IllegalStateException when the client is not built
     */
    public static SqlClient run(Path folder, String script, List<Path> jars) {
        ProcessBuilder client = new ProcessBuilder();
        List<String> command = client.command();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dclient.logs=" + folder.toAbsolutePath());
        command.add("@" + ServerCommand.argumentsOf(NAME));
        command.add("--watch-stdin");
        command.addAll(List.of("--history", folder.resolve("history").toString()));
        command.addAll(List.of("--file", folder.resolve("script.sql").toString()));
        jars.forEach(jar -> command.addAll(List.of("--jar", jar.toAbsolutePath().toString())));
        client.environment().put("FLINK_CONF_DIR", folder.toAbsolutePath().toString());
        Path output = folder.resolve("output.txt");
        client.redirectErrorStream(true).redirectOutput(output.toFile());
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("config.yaml"), CONFIGURATION);
            Files.writeString(folder.resolve("script.sql"), script);
            return new SqlClient(client.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(NAME + ": cannot start " + command, e);
        }
    }

    /** What the client has printed so far, without colours. */
    public String output() {
        try {
            String printed = Files.readString(output, StandardCharsets.UTF_8);
            return COLOURS.matcher(printed).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(NAME + ": output", e);
        }
    }

    /** Whether the client still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits until the client has ended, which it does with exit code 0 also after a statement that
     * failed.
     *
     * @return what it has printed; has {@code [ERROR]} if a statement failed
     * @throws IllegalStateException when it takes longer; the client is killed then, and the
     *     message ends with what it has printed
     */
    public String awaitEnd(Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return output();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        throw new IllegalStateException(
                NAME + ": not done after " + limit.toSeconds() + " s; it printed\n" + output());
    }

    /** Kills the client, and with it the jobs it runs. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
