/* SPDX-License-Identifier: Apache-2.0 */

import com.scylladb.cdc.lib.CDCConsumer;
import com.scylladb.cdc.model.worker.RawChangeConsumer;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The process of scylla-cdc-java, in the settings in which it was found to be fastest. Compiled by
 * {@code benchmarks/run} and not by Maven, which cannot resolve the library where its parent POM is
 * missing.
 */
public final class LibraryReader {

    private static final int WORKERS = 4;
    private static final int FETCH_SIZE = 5000;
    private static final Duration WINDOW = Duration.ofHours(2);

    /** So that the library takes the first window, which has only begun, for complete. */
    private static final Clock AHEAD = Clock.offset(Clock.systemUTC(), Duration.ofHours(3));

    private static final double NANOS = 1e9;

    private LibraryReader() {}

    /**
     * @param args reader (unused), host, port, keyspace, table, number of changes, rounds to warm up
     */
    public static void main(String[] args) throws Exception {
        InetSocketAddress contactPoint =
                new InetSocketAddress(args[1], Integer.parseInt(args[2]));
        long changes = Long.parseLong(args[5]);
        for (int round = Integer.parseInt(args[6]); round > 0; round--) {
            readAll(contactPoint, args[3], args[4], changes);
        }
        double[] spent = readAll(contactPoint, args[3], args[4], changes);
        System.out.println("RESULT " + spent[0] + " " + spent[1]);
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    /** Seconds and CPU seconds from the first change to the last: starting is not counted. */
    private static double[] readAll(
            InetSocketAddress contactPoint, String keyspace, String table, long changes)
            throws Exception {
        AtomicLong seen = new AtomicLong();
        long[] first = new long[2];
        CountDownLatch done = new CountDownLatch(1);
        CompletableFuture<Void> consumed = CompletableFuture.completedFuture(null);
        RawChangeConsumer consumer =
                change -> {
                    long count = seen.incrementAndGet();
                    if (count == 1) {
                        first[0] = System.nanoTime();
                        first[1] = cpuNanos();
                    }
                    if (count == changes) {
                        done.countDown();
                    }
                    return consumed;
                };
        try (CDCConsumer library =
                CDCConsumer.builder()
                        .addContactPoint(contactPoint)
                        .addTable(keyspace, table)
                        .withConsumer(consumer)
                        .withWorkersCount(WORKERS)
                        .withQueryOptionsFetchSize(FETCH_SIZE)
                        .withQueryTimeWindowSizeMs(WINDOW.toMillis())
                        .withClock(AHEAD)
                        .build()) {
            library.start();
            done.await();
            return new double[] {
                (System.nanoTime() - first[0]) / NANOS, (cpuNanos() - first[1]) / NANOS
            };
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
