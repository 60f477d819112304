/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import org.scyllaflink.benchmarks.agreement.LibraryAgreement;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks, and a comparison of what readers deliver, one sub-command each. */
@Command(
        name = "benchmarks/run",
        description = "Runs a benchmark and prints its result.",
        mixinStandardHelpOptions = true,
        subcommands = {
            SourceBenchmark.class,
            MemoryBenchmark.class,
            IdleBenchmark.class,
            LibraryAgreement.class
        })
public final class Benchmarks {

    private Benchmarks() {}

    /**
     * Runs a benchmark and ends the process.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        CommandLine command = new CommandLine(new Benchmarks());
        command.setCaseInsensitiveEnumValuesAllowed(true);
        Runtime.getRuntime().exit(command.execute(args));
    }
}
