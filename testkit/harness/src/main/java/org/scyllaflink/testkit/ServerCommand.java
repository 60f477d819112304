/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/**
 * How to start one server.
 *
 * @param name the server's name in messages and the name of its log file
 * @param arguments the {@code @argument} file of its JVM, with flags, class path and main class
 * @param folder its data folder, made if missing; a folder used before keeps what it holds
 * @param options options of the server's own command line, beyond port and data folder
 * @param startLimit how long it may take until it is ready
 */
public record ServerCommand(
        String name, Path arguments, Path folder, List<String> options, Duration startLimit) {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    /** Copies the options. */
    public ServerCommand {
        options = List.copyOf(options);
    }

    /**
     * The command of a server that this project builds.
     *
     * @param name a folder of {@code testkit/server}
     * @param folder the data folder
     * @param options the server's own options
     * @throws IllegalStateException when the server is not built
     */
    public static ServerCommand built(String name, Path folder, String... options) {
        return new ServerCommand(name, argumentsOf(name), folder, List.of(options), START_LIMIT);
    }

    /**
     * The {@code @argument} file of a program in a folder of {@code testkit/server}.
     *
     * @throws IllegalStateException when it is not built
     */
    static Path argumentsOf(String name) {
        Path arguments =
                builtServers().resolve(name).resolve("target/server/java.args").normalize();
        if (!Files.exists(arguments)) {
            throw new IllegalStateException(
                    name
                            + " is not built (expected: "
                            + arguments
                            + "). Build with -am, or: mvn process-classes -pl testkit/server/"
                            + name
                            + " -am");
        }
        return arguments;
    }

    private static Path builtServers() {
        Properties properties = new Properties();
        try (InputStream input = ServerCommand.class.getResourceAsStream("servers.properties")) {
            properties.load(input);
        } catch (IOException e) {
            throw new UncheckedIOException("servers.properties of the test kit", e);
        }
        return Path.of(properties.getProperty("folder"));
    }

    Path log() {
        return folder.resolve("logs").resolve(name + "-console.log");
    }

    /** Where libraries unpack native code that a killed server cannot remove. */
    Path temporary() {
        return folder.resolve("tmp");
    }

    ProcessBuilder process(int port) {
        ProcessBuilder process = new ProcessBuilder();
        process.command().add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        process.command().add("-Djava.io.tmpdir=" + temporary().toAbsolutePath());
        process.command().add("@" + arguments);
        process.command().addAll(List.of("--port", String.valueOf(port)));
        process.command().addAll(List.of("--data", folder.toAbsolutePath().toString()));
        process.command().add("--watch-stdin");
        process.command().addAll(options);
        process.redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
        return process;
    }
}
