/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a server's standard output, on which it says {@code READY 127.0.0.1:PORT}. */
final class ReadyLine {
    private static final Pattern READY = Pattern.compile("READY (\\S+):(\\d+)");

    private ReadyLine() {}

    /**
     * Reads the output to its end in a thread of its own; lines of another kind go to the log.
     *
     * @return completed with the address, or with an error when the output ends without one
     */
    static CompletableFuture<InetSocketAddress> await(String name, InputStream output, Path log) {
        CompletableFuture<InetSocketAddress> ready = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(output, log, ready), name + "-output");
        reader.setDaemon(true);
        reader.start();
        return ready;
    }

    private static void read(
            InputStream output, Path log, CompletableFuture<InetSocketAddress> ready) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher match = READY.matcher(line);
                if (match.matches()) {
                    int port = Integer.parseInt(match.group(2));
                    ready.complete(new InetSocketAddress(match.group(1), port));
                } else {
                    Files.writeString(log, line + "\n", StandardOpenOption.APPEND);
                }
            }
            ready.completeExceptionally(new IOException("ended before it was ready"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }
}
