/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.scyllaflink.testkit.ScyllaDbServer;

/**
 * Writes at random until it is enough. While the server is down it tries on; what it was not told
 * of may be in the log or not, which the log itself says.
 */
final class ChaosWriter implements Callable<ChaosWriter.Result> {

    private static final int PARTITIONS = 8;
    private static final long PAUSE_NANOS = Duration.ofMillis(4).toNanos();
    private static final long OUTAGE_PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    private final ScyllaDbServer server;
    private final List<ChaosTable> tables;
    private final Dice dice;
    private final AtomicBoolean enough;
    private long slowestMillis;

    ChaosWriter(ScyllaDbServer server, List<ChaosTable> tables, Dice dice, AtomicBoolean enough) {
        this.server = server;
        this.tables = tables;
        this.dice = dice;
        this.enough = enough;
    }

    /**
     * @param unanswered writes of which nobody knows whether they took place
     * @param slowestMillis how long the slowest answered write took: above the confidence window
     *     its change may have come too late to be read
     */
    record Result(int written, int unanswered, long slowestMillis) {

        static final Result NONE = new Result(0, 0, 0);

        Result plus(Result other) {
            return new Result(
                    written + other.written,
                    unanswered + other.unanswered,
                    Math.max(slowestMillis, other.slowestMillis));
        }
    }

    @Override
    public Result call() {
        int written = 0;
        int unanswered = 0;
        try (CqlSession session = Sessions.open(server)) {
            while (!enough.get()) {
                if (execute(session, statement())) {
                    written++;
                    LockSupport.parkNanos(PAUSE_NANOS);
                } else {
                    unanswered++;
                    LockSupport.parkNanos(OUTAGE_PAUSE_NANOS);
                }
            }
        }
        return new Result(written, unanswered, slowestMillis);
    }

    private String statement() {
        ChaosTable table = tables.get(dice.below(tables.size()));
        int partition = dice.below(PARTITIONS);
        if (dice.chance(8)) {
            return table.conditional(dice, partition);
        }
        return dice.chance(25) ? batch(table, partition) : table.write(dice, partition);
    }

    private String batch(ChaosTable first, int partition) {
        boolean onePartition = dice.chance(60);
        StringBuilder statements = new StringBuilder(first.write(dice, partition)).append("; ");
        for (int more = dice.below(4); more >= 0; more--) {
            boolean same = onePartition || dice.chance(30);
            ChaosTable table = same ? first : tables.get(dice.below(tables.size()));
            statements
                    .append(table.write(dice, same ? partition : dice.below(PARTITIONS)))
                    .append("; ");
        }
        // A logged batch of several partitions that a kill cuts short is finished long afterwards,
        // which is as late as a change can be.
        String kind = onePartition ? dice.pick("", "UNLOGGED ") : "UNLOGGED ";
        return "BEGIN " + kind + "BATCH " + statements + "APPLY BATCH";
    }

    /** Whether the server has answered. What it refuses is an error of the test. */
    private boolean execute(CqlSession session, String cql) {
        long start = System.nanoTime();
        try {
            session.execute(cql);
        } catch (AllNodesFailedException
                | DriverTimeoutException
                | ClosedConnectionException
                | HeartbeatException
                | WriteTimeoutException
                | ReadTimeoutException e) {
            return false;
        } catch (RuntimeException e) {
            throw new IllegalStateException("refused: " + cql, e);
        }
        slowestMillis =
                Math.max(slowestMillis, Duration.ofNanos(System.nanoTime() - start).toMillis());
        return true;
    }
}
