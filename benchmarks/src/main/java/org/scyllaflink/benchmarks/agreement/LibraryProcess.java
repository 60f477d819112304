/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks.agreement;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * scylla-cdc-java in a process of its own, as its driver and ours do not go together. Collects the
 * log rows that it prints. Safe for many threads.
 */
final class LibraryProcess implements AutoCloseable {

    private static final String ROW = "ROW ";
    private static final int REMEMBERED_LINES = 40;

    private final Process process;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<LoggedRow> rows = new ArrayList<>();
    private final Deque<String> lastWords = new ArrayDeque<>();

    private LibraryProcess(Process process) {
        this.process = process;
    }

    static LibraryProcess start(String classPath, InetSocketAddress server, String table)
            throws IOException {
        String[] name = table.split("\\.");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-cp",
                                classPath,
                                "LibraryPrinter",
                                server.getHostString(),
                                String.valueOf(server.getPort()),
                                name[0],
                                name[1])
                        .redirectErrorStream(true)
                        .start();
        LibraryProcess library = new LibraryProcess(process);
        Thread collector = new Thread(library::collect, "library-output");
        collector.setDaemon(true);
        collector.start();
        return library;
    }

    private void collect() {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        output.lines().forEach(this::add);
    }

    private void add(String line) {
        lock.lock();
        try {
            if (line.startsWith(ROW)) {
                rows.add(LoggedRow.parse(line.substring(ROW.length())));
                changed.signalAll();
            } else {
                lastWords.add(line);
                if (lastWords.size() > REMEMBERED_LINES) {
                    lastWords.remove();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the library has delivered a number of rows, and a while for rows too many.
     *
     * @return all that it delivered, fewer than expected when the time is over
     */
    List<LoggedRow> await(int expected, Duration limit, Duration quiet)
            throws InterruptedException {
        lock.lock();
        try {
            awaitMoreThan(expected - 1, limit);
            if (rows.size() >= expected) {
                awaitMoreThan(expected, quiet);
            }
            return List.copyOf(rows);
        } finally {
            lock.unlock();
        }
    }

    private void awaitMoreThan(int count, Duration limit) throws InterruptedException {
        long nanos = limit.toNanos();
        while (rows.size() <= count && nanos > 0) {
            nanos = changed.awaitNanos(nanos);
        }
    }

    /** The last lines that it printed beside the rows. */
    String lastWords() {
        lock.lock();
        try {
            return String.join("\n", lastWords);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
