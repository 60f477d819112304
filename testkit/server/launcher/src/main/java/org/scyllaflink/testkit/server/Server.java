/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.server;

import java.nio.file.Path;

/**
 * A server that {@link ServerLauncher} runs in a JVM of its own. The class that implements it is
 * also the picocli command: fields annotated with {@code @Option} are set before {@link #start}.
 */
public interface Server {
    /**
     * Starts the server and returns once it answers its clients. Called once, in the main thread.
     *
     * @param data an existing folder that belongs to this server; what an earlier process
     *     acknowledged there must be found again. Log files go to its sub-folder {@code logs},
     *     which exists
     * @param port the TCP port to listen on at 127.0.0.1, never 0
     * @throws Exception when the server cannot start; the launcher prints it and exits with 1
     */
    void start(Path data, int port) throws Exception;

    /**
     * Stops the server in an orderly way. Called at most once, in a shutdown hook, also while
     * {@link #start} is still running or after it failed.
     *
     * @throws Exception when stopping failed; the launcher prints it and exits all the same
     */
    void stop() throws Exception;
}
