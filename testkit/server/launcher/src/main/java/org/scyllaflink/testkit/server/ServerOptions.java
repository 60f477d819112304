/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.server;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options every server of the test kit has. */
final class ServerOptions {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on at 127.0.0.1; 0 takes a free one (the default).")
    int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder for data and logs, made if missing. A server started again on it has"
                            + " all it had. Default: a temporary folder, removed on exit.")
    Path data;

    @Option(
            names = "--watch-stdin",
            description = "Stop at once when standard input ends, so that no parent outlives it.")
    boolean watchStdin;

    @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
    boolean help;
}
