/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.server;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Runs one {@link Server} as the work of this JVM: reads the command line, starts the server,
 * prints {@code READY 127.0.0.1:PORT} as the only line on standard output and keeps going until the
 * process is stopped. All a server itself prints goes to standard error.
 *
 * <pre>{@code
 * @Command(name = "kafka", description = "Kafka, one broker.")
 * public final class KafkaMain implements Server {
 *     public static void main(String[] args) {
 *         ServerLauncher.run(new KafkaMain(), args);
 *     }
 *     ...
 * }
 * }</pre>
 */
public final class ServerLauncher {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final Server server;
    private final String name;
    private final ServerOptions options;

    // Kept from the start: Elasticsearch sends System.err to its log file.
    private final PrintStream output = System.out;
    private final PrintStream errors = System.err;

    private ServerLauncher(Server server, String name, ServerOptions options) {
        this.server = server;
        this.name = name;
        this.options = options;
    }

    /**
     * Runs the server; returns only when there was nothing to run ({@code --help}). Exits the JVM
     * with 1 when the server does not start and with 2 when the arguments are wrong.
     *
     * @param server a picocli {@code @Command} with the server's own options
     * @param args the process's arguments
     */
    public static void run(Server server, String... args) {
        ServerOptions options = new ServerOptions();
        CommandLine command = new CommandLine(server).addMixin("common", options);
        String name = command.getCommandName();
        try {
            command.parseArgs(args);
        } catch (ParameterException e) {
            fail(
                    System.err,
                    WRONG_USAGE,
                    name + ": " + e.getMessage() + " (--help shows the options)");
        }
        if (options.help) {
            command.usage(System.out);
            return;
        }
        ServerLauncher launcher = new ServerLauncher(server, name, options);
        System.setOut(System.err);
        launcher.run();
    }

    @SuppressWarnings("RegexpSinglelineJava") // standard error is the log of a server's start
    private void run() {
        if (options.port != 0 && !Ports.isFree(options.port)) {
            fail(
                    errors,
                    FAILED,
                    name + ": --port " + options.port + ": taken (expected: a free port, or 0)");
        }
        try {
            DataFolder data =
                    options.data == null ? DataFolder.temporary(name) : DataFolder.at(options.data);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(data), "server-stop"));
            if (options.watchStdin) {
                haltWhenInputEnds(data);
            }
            int port = options.port == 0 ? Ports.free() : options.port;
            server.start(data.path(), port);
            output.println("READY 127.0.0.1:" + port);
            output.flush();
            new CountDownLatch(1).await();
        } catch (Throwable e) { // also linkage errors: a server that cannot start must not hang
            e.printStackTrace(errors);
            fail(errors, FAILED, name + ": did not start: " + e);
        }
    }

    private void stop(DataFolder data) {
        try {
            server.stop();
        } catch (Throwable e) { // nothing is left to do in a JVM that ends, but to say so
            errors.println(name + ": did not stop in order: " + e);
        }
        release(data);
    }

    // Halting skips the shutdown hooks: a server's parent may be gone by a kill -9, and then nobody
    // is left to end a server that hangs in its own orderly stop.
    private void haltWhenInputEnds(DataFolder data) {
        Thread watch =
                new Thread(
                        () -> {
                            try {
                                while (System.in.read() >= 0) {
                                    continue;
                                }
                            } catch (IOException e) {
                                errors.println(name + ": standard input failed: " + e);
                            }
                            release(data);
                            Runtime.getRuntime().halt(0);
                        },
                        "stdin-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private void release(DataFolder data) {
        try {
            data.release();
        } catch (IOException e) {
            errors.println(name + ": temporary folder not removed: " + e);
        }
    }

    @SuppressWarnings("RegexpSinglelineJava") // this is where a main class ends
    private static void fail(PrintStream errors, int status, String message) {
        errors.println(message);
        System.exit(status);
    }
}
