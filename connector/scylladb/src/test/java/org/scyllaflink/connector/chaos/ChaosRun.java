/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import com.datastax.oss.driver.api.core.CqlSession;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.opentest4j.TestAbortedException;
import org.scyllaflink.testkit.ScyllaDbServer;

/** One run from empty tables to the verdict. */
final class ChaosRun {

    private static final int WRITERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** After the last write: the server stamps some, by its own clock. */
    private static final Duration QUIET = Duration.ofMillis(500);

    private final ChaosPlan plan;
    private final ScyllaDbServer server;
    private final Path folder;
    private final Diary diary = new Diary();
    private final String name;
    private final Observed observed;
    private final List<ChaosTable> tables =
            List.of(
                    new OrdersTable(ChaosTable.FIRST),
                    new SessionsTable(ChaosTable.FIRST),
                    new ReadingsTable(ChaosTable.SECOND));

    /**
     * @param folder for checkpoints and savepoints
     */
    ChaosRun(ChaosPlan plan, ChaosServer server, Path folder) {
        this.plan = plan;
        this.server = server.server();
        this.folder = folder;
        this.name = plan.toString();
        this.observed = Observed.run(name);
        server.prepare(plan, tables);
    }

    /**
     * @throws AssertionError with the plan, the first difference and all that was done
     * @throws TestAbortedException if the machine is too slow to tell
     */
    ChaosReport run() throws Exception {
        try {
            return writeReadAndCompare();
        } catch (TestAbortedException e) {
            throw e;
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    plan + ": " + e.getMessage() + System.lineSeparator() + diary, e);
        } finally {
            Observed.forget(name);
        }
    }

    private ChaosReport writeReadAndCompare() throws Exception {
        ChaosPipeline pipeline =
                new ChaosPipeline(
                        name, server.contactPoint(), names(), new Dice(plan.seed(), Duration.ZERO));
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        AtomicBoolean enough = new AtomicBoolean();
        try (ChaosJob job = new ChaosJob(pipeline, folder)) {
            List<Future<ChaosWriter.Result>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Dice dice = new Dice(plan.seed() + i, ChaosPipeline.PAST);
                writers.add(threads.submit(new ChaosWriter(server, tables, dice, enough)));
            }
            job.start(1 + (int) Math.floorMod(plan.seed(), 4L));
            diary.note("writing and reading have begun");
            ServerOrders orders =
                    new ServerOrders(plan, names(), new Dice(plan.seed() - 1, Duration.ZERO));
            Troubles troubles = new Troubles(server, orders, job, observed, diary, plan.seed());
            troubles.makeFor(plan.writing());
            enough.set(true);
            ChaosWriter.Result writes = ChaosWriter.Result.NONE;
            for (Future<ChaosWriter.Result> writer : writers) {
                writes = writes.plus(writer.get());
            }
            Instant end = Instant.now().plus(QUIET).truncatedTo(ChronoUnit.MILLIS);
            diary.note("writers have ended: %s; reading stops at %s", writes, end);
            pipeline.until(end);
            troubles.rescaleAtLast();
            job.awaitEnd(PATIENCE);
            diary.note("the job has ended");
            return verdict(troubles, writes);
        } finally {
            enough.set(true);
            threads.shutdownNow();
        }
    }

    private List<String> names() {
        return tables.stream().map(table -> table.log().name()).toList();
    }

    private ChaosReport verdict(Troubles troubles, ChaosWriter.Result writes) {
        Histories truth = new Histories();
        try (CqlSession session = Sessions.open(server)) {
            LogScan scan = new LogScan(session);
            tables.forEach(table -> truth.addAll(scan.histories(table.log())));
        }
        Verdict.check(truth, observed.result(), observed.late());
        return new ChaosReport(
                plan,
                truth.changes(),
                truth.keys().size(),
                truth.generations() - tables.size(),
                observed.starts(),
                observed.changesHeldBack(),
                troubles.done(),
                writes,
                diary.age().toSeconds(),
                diary);
    }
}
