/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A reader's own process, so that its heap and its CPU are its own. It reports by one line. */
final class ChildJvm {

    private static final String MARK = "RESULT ";

    private ChildJvm() {}

    /** For the child: reports. */
    static void report(Object result) {
        System.out.println(MARK + result);
    }

    /**
     * Runs a process to its end.
     *
     * @param arguments of {@code java}
     * @return what it reported
     * @throws IllegalStateException if it did not; holds all that it printed
     */
    static String run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
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
                .filter(line -> line.startsWith(MARK))
                .map(line -> line.substring(MARK.length()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "exit code "
                                                + exit
                                                + " without a result (expected: one):\n"
                                                + String.join("\n", lines)));
    }
}
