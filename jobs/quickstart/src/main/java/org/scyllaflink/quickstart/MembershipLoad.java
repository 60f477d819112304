/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.quickstart;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.apache.commons.math3.distribution.ZipfDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * What an ad platform writes: users join segments, move between them, leave, are erased, and every
 * membership has a TTL. Few segments are huge and most are small (Zipf).
 */
final class MembershipLoad {

    static final String KEYSPACE = "ads";
    static final String TABLE = KEYSPACE + ".memberships";

    private static final int IN_FLIGHT = 256;
    private static final int LONG_TTL_SECONDS = (int) Duration.ofDays(30).toSeconds();
    private static final int SHORTEST_TTL_SECONDS = 4;
    private static final int LONGEST_SHORT_TTL_SECONDS = 15;
    private static final double ZIPF_EXPONENT = 1.05;

    private final CqlSession session;
    private final Options options;
    private final RandomGenerator random;
    private final ZipfDistribution segments;
    private final List<Membership> joined = new ArrayList<>();
    private final Semaphore free = new Semaphore(IN_FLIGHT);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private Instant lastExpiry = Instant.EPOCH;

    private PreparedStatement join;
    private PreparedStatement move;
    private PreparedStatement leave;
    private PreparedStatement erase;

    /**
     * @param rows statements to write
     * @param rate statements a second, at most
     */
    record Options(int rows, int segments, long seed, int rate) {}

    private record Membership(long user, int campaign) {}

    MembershipLoad(CqlSession session, Options options) {
        this.session = session;
        this.options = options;
        this.random = new Well19937c(options.seed());
        this.segments = new ZipfDistribution(random, options.segments(), ZIPF_EXPONENT);
    }

    /** Makes keyspace and table, which must not exist. */
    void createTable() {
        session.execute(
                "CREATE KEYSPACE "
                        + KEYSPACE
                        + " WITH replication ="
                        + " {'class': 'NetworkTopologyStrategy', 'replication_factor': 1}");
        session.execute(
                "CREATE TABLE "
                        + TABLE
                        + " (user_id bigint, campaign int, segment text, score int,"
                        + " PRIMARY KEY (user_id, campaign)) WITH cdc = {'enabled': true}");
        join =
                session.prepare(
                        "INSERT INTO "
                                + TABLE
                                + " (user_id, campaign, segment, score) VALUES (?, ?, ?, ?)"
                                + " USING TTL ?");
        move =
                session.prepare(
                        "UPDATE "
                                + TABLE
                                + " USING TTL ? SET segment = ? WHERE user_id = ? AND campaign = ?");
        leave = session.prepare("DELETE FROM " + TABLE + " WHERE user_id = ? AND campaign = ?");
        erase = session.prepare("DELETE FROM " + TABLE + " WHERE user_id = ?");
    }

    /**
     * Writes everything; returns when the server has acknowledged all of it.
     *
     * @param written told the number of statements sent so far, after each
     * @throws IllegalStateException if a write failed; the rest is not written
     */
    void write(LongConsumer written) {
        long start = System.nanoTime();
        for (int i = 1; i <= options.rows(); i++) {
            send(next());
            written.accept(i);
            long due = start + (long) i * 1_000_000_000L / options.rate();
            LockSupport.parkNanos(due - System.nanoTime());
        }
        free.acquireUninterruptibly(IN_FLIGHT);
        free.release(IN_FLIGHT);
        failIfAnyFailed();
    }

    /** When the last of the short TTLs written so far ends. */
    Instant lastExpiry() {
        return lastExpiry;
    }

    private void send(BoundStatement statement) {
        free.acquireUninterruptibly();
        failIfAnyFailed();
        session.executeAsync(statement)
                .whenComplete(
                        (rows, error) -> {
                            if (error != null) {
                                failure.compareAndSet(null, error);
                            }
                            free.release();
                        });
    }

    private void failIfAnyFailed() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("a write into " + TABLE + " failed", cause);
        }
    }

    private BoundStatement next() {
        int dice = joined.isEmpty() ? 0 : random.nextInt(100);
        if (dice < 70) {
            Membership membership = newMembership();
            joined.add(membership);
            return join.bind(
                    membership.user(),
                    membership.campaign(),
                    segment(),
                    random.nextInt(100),
                    ttlSeconds());
        }
        Membership known = joined.get(random.nextInt(joined.size()));
        if (dice < 88) {
            return move.bind(ttlSeconds(), segment(), known.user(), known.campaign());
        }
        if (dice < 97) {
            return leave.bind(known.user(), known.campaign());
        }
        return erase.bind(known.user());
    }

    private Membership newMembership() {
        return new Membership(1 + random.nextInt(options.rows()), 1 + random.nextInt(5));
    }

    private String segment() {
        return String.format("segment-%05d", segments.sample());
    }

    private int ttlSeconds() {
        if (random.nextInt(100) >= 20) {
            return LONG_TTL_SECONDS;
        }
        int seconds =
                SHORTEST_TTL_SECONDS
                        + random.nextInt(LONGEST_SHORT_TTL_SECONDS - SHORTEST_TTL_SECONDS);
        // The server counts from the write's arrival: a second of slack covers the way there.
        Instant expiry = Instant.now().plusSeconds(seconds + 1L);
        lastExpiry = expiry.isAfter(lastExpiry) ? expiry : lastExpiry;
        return seconds;
    }
}
