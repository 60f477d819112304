/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.opentest4j.TestAbortedException;
import org.scyllaflink.testkit.FaultOrder;
import org.scyllaflink.testkit.ScyllaDbServer;

/** Everything that goes wrong in a run, one thing after the other, in an order of the seed. */
final class Troubles {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ScyllaDbServer server;
    private final ServerOrders orders;
    private final ChaosJob job;
    private final Observed observed;
    private final Diary diary;
    private final Random random;
    private final Map<Kind, Integer> done = new EnumMap<>(Kind.class);
    private CompletableFuture<Void> restart = CompletableFuture.completedFuture(null);

    Troubles(
            ScyllaDbServer server,
            ServerOrders orders,
            ChaosJob job,
            Observed observed,
            Diary diary,
            long seed) {
        this.server = server;
        this.orders = orders;
        this.job = job;
        this.observed = observed;
        this.diary = diary;
        this.random = new Random(seed);
    }

    enum Kind {
        NEW_STREAMS,
        FAULT,
        OPERATOR_FAILURE,
        TASK_MANAGER_LOSS,
        SERVER_KILL,
        RESCALE
    }

    /** How often each kind was done, once all has ended. */
    Map<Kind, Integer> done() {
        return done;
    }

    /**
     * Makes trouble for a time at least: first one of each kind, however long that takes, then by
     * chance, new streams most often.
     */
    void makeFor(Duration least) throws Exception {
        Instant end = Instant.now().plus(least);
        List<Kind> deck = new ArrayList<>(Arrays.asList(Kind.values()));
        Collections.shuffle(deck, random);
        deck.add(0, Kind.NEW_STREAMS);
        while (Instant.now().isBefore(deck.isEmpty() ? end : end.plus(PATIENCE))) {
            pause();
            boolean first = !deck.isEmpty();
            Kind next = first ? deck.remove(0) : choose();
            if (make(next)) {
                done.merge(next, 1, Integer::sum);
            } else if (first) {
                // It cannot be made while there is another.
                deck.add(next);
            }
        }
        order(FaultOrder::noFaults);
    }

    /** Starts the job once more from a savepoint, as soon as that is possible. */
    void rescaleAtLast() throws Exception {
        Instant late = Instant.now().plus(PATIENCE);
        while (!rescale()) {
            if (Instant.now().isAfter(late)) {
                throw new AssertionError("no savepoint could be made in " + PATIENCE);
            }
            pause();
        }
    }

    private void pause() {
        LockSupport.parkNanos(Duration.ofMillis(200 + random.nextInt(900)).toNanos());
    }

    private Kind choose() {
        Kind any = Kind.values()[random.nextInt(Kind.values().length)];
        return any == Kind.SERVER_KILL || random.nextBoolean() ? Kind.NEW_STREAMS : any;
    }

    private boolean make(Kind kind) throws Exception {
        switch (kind) {
            case NEW_STREAMS -> {
                return orderStreams();
            }
            case FAULT -> {
                return order(orders::fault);
            }
            case OPERATOR_FAILURE -> {
                int changes = 1 + random.nextInt(80);
                diary.note("an operator fails after %d more changes", changes);
                observed.failAfter(changes);
            }
            case TASK_MANAGER_LOSS -> {
                int index = done.getOrDefault(kind, 0);
                diary.note("TaskManager %d is lost", index);
                job.loseTaskManager(index);
                diary.note("another TaskManager has come");
            }
            case SERVER_KILL -> {
                killServer();
            }
            case RESCALE -> {
                return rescale();
            }
        }
        return true;
    }

    /** It comes back while other troubles go on. */
    private void killServer() {
        restart.join();
        diary.note("the server is killed");
        server.process().kill();
        restart =
                CompletableFuture.runAsync(
                                server.process()::restart,
                                CompletableFuture.delayedExecutor(
                                        random.nextInt(500), TimeUnit.MILLISECONDS))
                        .thenRun(() -> diary.note("the server is back"));
    }

    private boolean orderStreams() {
        boolean done = order(orders::newStreams);
        if (done && Instant.now().isAfter(orders.newestStart())) {
            // Meanwhile writes went to the old streams, as with no ScyllaDB.
            throw new TestAbortedException(
                    "this machine is too slow: streams were announced after their start, "
                            + orders.newestStart());
        }
        return done;
    }

    /** Whether the server has done it; it may be down. */
    private boolean order(Supplier<String> choice) {
        restart.join();
        try (CqlSession session = Sessions.open(server)) {
            String order = choice.get();
            diary.note("%s", order);
            session.execute(order);
            return true;
        } catch (DriverException e) {
            diary.note("refused: %s", e.getMessage());
            return false;
        }
    }

    private boolean rescale() throws Exception {
        int parallelism = 1 + random.nextInt(4);
        diary.note("stop with a savepoint, go on with parallelism %d", parallelism);
        boolean possible = job.rescale(parallelism);
        diary.note(possible ? "the job goes on" : "no savepoint could be made");
        return possible;
    }
}
