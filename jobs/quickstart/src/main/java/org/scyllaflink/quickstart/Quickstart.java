/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the quick start. */
@Command(
        name = "quickstart",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Runs the segment counts job on real servers: memberships with TTLs are written into"
                    + " ScyllaDB (a stand-in), its CDC log is streamed through Flink, and the"
                    + " members of each segment are counted into Elasticsearch and Kafka.",
            "At the end every count is compared with a SELECT on the table."
        })
final class Quickstart implements Callable<Integer> {

    private static final long STOP_SECONDS = 30;

    @Option(
            names = "--once",
            description = "exit after the verdict: 0 if all counts are equal, 1 if not")
    private boolean once;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "100000",
            description = "statements to write (default ${DEFAULT-VALUE})")
    private int rows;

    @Option(
            names = "--segments",
            paramLabel = "N",
            defaultValue = "1000",
            description = "segments, few of them large (default ${DEFAULT-VALUE})")
    private int segments;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of the random load (default ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "8000",
            description = "statements a second, at most (default ${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--web-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "of Flink's web UI (default ${DEFAULT-VALUE})")
    private int webPort;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and exit")
    private boolean help;

    private final PrintStream output;
    private final BeforeVerdict beforeVerdict;

    private Quickstart(PrintStream output, BeforeVerdict beforeVerdict) {
        this.output = output;
        this.beforeVerdict = beforeVerdict;
    }

    public static void main(String[] arguments) {
        int code = CommandLine.ExitCode.USAGE;
        try {
            code = run(System.out, servers -> {}, arguments);
        } finally {
            // Flink and the drivers leave threads behind that would keep the JVM for a while.
            Runtime.getRuntime().halt(code);
        }
    }

    /**
     * @param output for progress, verdict and errors
     * @param beforeVerdict run when all is counted and nothing is compared yet
     * @return the exit code: 0 all counts are equal, 1 some differ, 2 the quick start could not
     *     run, 130 it was interrupted before the verdict
     */
    static int run(PrintStream output, BeforeVerdict beforeVerdict, String... arguments) {
        return new CommandLine(new Quickstart(output, beforeVerdict))
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            output.println("quickstart: " + reason(failure));
                            return CommandLine.ExitCode.USAGE;
                        })
                .execute(arguments);
    }

    /** Lets a test reach the servers in mid-run. */
    @FunctionalInterface
    interface BeforeVerdict {
        void run(Servers servers) throws Exception;
    }

    @Override
    public Integer call() throws Exception {
        requirePositive("--rows", rows);
        requirePositive("--segments", segments);
        requirePositive("--rate", rate);
        requireFree(webPort);
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread onInterrupt = new Thread(() -> stop(interrupted, stopped), "interrupt");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            MembershipLoad.Options load = new MembershipLoad.Options(rows, segments, seed, rate);
            QuickstartRun run =
                    new QuickstartRun(load, webPort, new Screen(output, isTerminal()), interrupted);
            return run.execute(beforeVerdict, !once);
        } finally {
            stopped.countDown();
        }
    }

    private static void stop(CountDownLatch interrupted, CountDownLatch stopped) {
        interrupted.countDown();
        try {
            stopped.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isTerminal() {
        return output == System.out && System.console() != null;
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + ": " + value + " (expected: 1 or more)");
        }
    }

    /** Bound to all addresses, as Flink does it, since a listener on any of them is in its way. */
    private static void requireFree(int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("--web-port: " + port + " (expected: 1 to 65535)");
        }
        try (ServerSocket socket = new ServerSocket(port)) {
            socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--web-port: port " + port + " is taken (expected: a free port, such as 8082)");
        }
    }

    /** The messages of an exception and its causes in one line. */
    private static String reason(Throwable failure) {
        StringBuilder reason = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
            if (reason.indexOf(message) < 0) {
                reason.append(reason.isEmpty() ? "" : ": ").append(message);
            }
        }
        return reason.toString();
    }
}
