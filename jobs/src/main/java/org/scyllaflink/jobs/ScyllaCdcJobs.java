/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * The jar's main class: one sub-command a job. What is wrong before a job starts is told in one
 * line: wrong options end with exit code 2, what cannot be reached with 1. Under {@code flink run}
 * that line is why the submission fails.
 */
@PublicEvolving
@Command(
        name = "scylladb-cdc-jobs",
        description = "Flink jobs on change data capture from ScyllaDB.",
        synopsisSubcommandLabel = "JOB",
        subcommands = SegmentCountsCommand.class)
public final class ScyllaCdcJobs {

    private static final int FAILURE = 1;
    private static final int USAGE = 2;
    private static final String CALLER = "org.apache.flink.client.program.PackagedProgram";

    @Option(names = "--help", usageHelp = true, description = "Show this and exit.")
    boolean help;

    private ScyllaCdcJobs() {}

    /**
     * Runs the job that the first argument names.
     *
     * @throws Exception if the job fails once it has been started
     */
    public static void main(String[] arguments) throws Exception {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int status = run(arguments, System.out, new PrintStream(errors, true, UTF_8));
        if (status != 0) {
            fail(status, errors.toString(UTF_8).strip());
        }
    }

    /** The exit code, 0 when there is nothing to complain of. */
    static int run(String[] arguments, PrintStream output, PrintStream errors) throws Exception {
        Submission submission;
        try {
            Job job = job(arguments, output);
            if (job == null) {
                return 0;
            }
            submission = Submission.of(job);
        } catch (ParameterException | IllegalArgumentException e) {
            errors.println(e.getMessage());
            return USAGE;
        } catch (IOException e) {
            errors.println(e.getMessage());
            return FAILURE;
        } catch (NoClassDefFoundError e) {
            errors.println(
                    e.getMessage()
                            + ": no such class (expected: Flink's on the classpath, as with"
                            + " flink run scylladb-cdc-jobs.jar)");
            return FAILURE;
        }
        submission.execute();
        return 0;
    }

    static CommandLine commandLine(Object command) {
        return new CommandLine(command)
                .registerConverter(Duration.class, new DurationText())
                .setHelpFactory(GroupedHelp::new);
    }

    /** Null if help was asked for and given. */
    private static @Nullable Job job(String[] arguments, PrintStream output) {
        CommandLine commands = commandLine(new ScyllaCdcJobs());
        CommandLine.ParseResult parsed = commands.parseArgs(arguments);
        for (CommandLine command : parsed.asCommandLineList()) {
            if (command.isUsageHelpRequested()) {
                command.usage(output);
                return null;
            }
        }
        if (!parsed.hasSubcommand()) {
            throw new IllegalArgumentException(
                    "job: none (expected: "
                            + String.join(", ", commands.getSubcommands().keySet())
                            + " or --help)");
        }
        return ((JobCommand) parsed.subcommand().commandSpec().userObject()).job();
    }

    @SuppressWarnings("RegexpSinglelineJava") // this is where a main class ends
    private static void fail(int status, String message) throws Exception {
        if (isCalledByFlink()) {
            throw Submission.refusal(message);
        }
        System.err.println(message);
        System.exit(status);
    }

    /** Then the JVM is not this program's to end: Flink's client or a job manager runs in it. */
    private static boolean isCalledByFlink() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(CALLER)));
    }
}
