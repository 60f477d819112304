/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server in a JVM of its own that dies with this one, even when this one is killed hard. All
 * methods may be called from any thread; those that change the process wait for each other.
 */
public final class ServerProcess implements AutoCloseable {
    private static final int STOP_SECONDS = 20;
    private static final int TAIL_LINES = 40;

    private final ServerCommand command;
    private Process process;
    private InetSocketAddress address;

    private ServerProcess(ServerCommand command) {
        this.command = command;
    }

    /**
     * Starts a server on a free port and waits until it is ready.
     *
     * @param command what to start
     * @return the running server
     * @throws IllegalStateException when it dies before it is ready, or is not ready in time; the
     *     message ends with the last lines of its log
     */
    public static ServerProcess start(ServerCommand command) {
        ServerProcess server = new ServerProcess(command);
        server.launch(0);
        return server;
    }

    /** The address the server listens on; the same after {@link #restart}. */
    public synchronized InetSocketAddress address() {
        return address;
    }

    /** The process's id; another one after {@link #restart}. */
    public synchronized long pid() {
        return process.pid();
    }

    /** Tells whether the process runs. */
    public synchronized boolean isAlive() {
        return process.isAlive();
    }

    /** The server's data folder; its log files are in {@code logs} there. */
    public Path folder() {
        return command.folder();
    }

    /** Stops the server in an orderly way; kills it when that takes longer than 20 seconds. */
    public synchronized void stop() {
        process.destroy();
        if (!hasExited()) {
            kill();
        }
    }

    /** Kills the process ({@code kill -9}) and waits until it is gone. */
    public synchronized void kill() {
        process.destroyForcibly();
        if (!hasExited()) {
            throw new IllegalStateException(
                    command.name() + ": process " + process.pid() + " outlived its kill");
        }
    }

    /**
     * Starts the server again on the same port and data folder and waits until it is ready; a
     * running server is stopped first.
     *
     * @throws IllegalStateException as {@link #start} does
     */
    public synchronized void restart() {
        stop();
        launch(address.getPort());
    }

    /** Kills the server; its folder stays. */
    @Override
    public void close() {
        kill();
    }

    private void launch(int port) {
        try {
            Files.createDirectories(command.log().getParent());
            Files.createDirectories(command.temporary());
            process = command.process(port).start();
        } catch (IOException e) {
            throw new UncheckedIOException(command.name() + ": cannot start " + command, e);
        }
        try {
            address =
                    ReadyLine.await(command.name(), process.getInputStream(), command.log())
                            .get(command.startLimit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            hasExited();
            process.destroyForcibly();
            throw new IllegalStateException(failure(e.getCause().getMessage()), e.getCause());
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    failure("not ready after " + command.startLimit().toSeconds() + " s"), e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failure("interrupted while it started"), e);
        }
    }

    private boolean hasExited() {
        try {
            return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private String failure(String reason) {
        String exit = process.isAlive() ? "" : ", exit code " + process.exitValue();
        return command.name()
                + ": "
                + reason
                + exit
                + "; "
                + command.log()
                + " ends with\n"
                + tail();
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(command.log());
            int from = Math.max(0, lines.size() - TAIL_LINES);
            return String.join("\n", lines.subList(from, lines.size()));
        } catch (IOException e) {
            return "(not readable: " + e + ")";
        }
    }
}
