/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.quickstart;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One run of the quick start, from starting the servers to stopping them. */
final class QuickstartRun {

    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int STEPS_PER_REPORT = 2;
    private static final Duration AFTER_LAST_EXPIRY = Duration.ofSeconds(6);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LARGEST = 8;

    /** As a shell reports a process that Ctrl-C ended. */
    private static final int INTERRUPTED = 130;

    private final MembershipLoad.Options options;
    private final int webPort;
    private final Screen screen;
    private final CountDownLatch interrupted;
    private final Instant started = Instant.now();

    /**
     * @param interrupted counted down when the person wants it to end
     */
    QuickstartRun(
            MembershipLoad.Options options,
            int webPort,
            Screen screen,
            CountDownLatch interrupted) {
        this.options = options;
        this.webPort = webPort;
        this.screen = screen;
        this.interrupted = interrupted;
    }

    /**
     * @param stay whether all is to stay up after the verdict until the person interrupts
     * @return 0 if all counts are equal, 1 if not, 130 if the person ended it before the verdict
     * @throws IllegalStateException if a server, the load or the job failed
     */
    int execute(Quickstart.BeforeVerdict beforeVerdict, boolean stay) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.create("scylladb-cdc-quickstart-")) {
            screen.say("Starting ScyllaDB (stand-in), Kafka and Elasticsearch ...");
            try (Servers servers = Servers.start(folder.path());
                    CqlSession session = connect(servers)) {
                return execute(servers, session, checkpoints(folder), beforeVerdict, stay);
            } catch (Exception e) {
                if (interrupted.getCount() == 0) {
                    return INTERRUPTED;
                }
                folder.keep();
                screen.say("Until the next run the servers' logs are in %s", folder.path());
                throw e;
            }
        }
    }

    private int execute(
            Servers servers,
            CqlSession session,
            Path checkpoints,
            Quickstart.BeforeVerdict beforeVerdict,
            boolean stay)
            throws Exception {
        MembershipLoad load = new MembershipLoad(session, options);
        load.createTable();
        try (RunningJob job = RunningJob.start(servers, webPort, checkpoints)) {
            addresses(servers, job);
            MembersInElasticsearch shown =
                    new MembersInElasticsearch(servers.elasticsearch().uri(), RunningJob.COUNTS);
            Instant settled = write(load, job, shown);
            awaitWatermark(settled, job, shown);
            beforeVerdict.run(servers);
            List<Verdict> verdicts = compare(servers, session, shown);
            screen.largest(shown.largest(LARGEST));
            verdicts.forEach(verdict -> screen.say("%s", verdict.text()));
            addresses(servers, job);
            if (stay) {
                screen.say("All stays up until Ctrl-C.");
                interrupted.await();
            }
            return verdicts.stream().allMatch(Verdict::isEqual) ? 0 : 1;
        }
    }

    private static Path checkpoints(TemporaryFolder folder) throws Exception {
        return Files.createDirectory(folder.path().resolve("checkpoints"));
    }

    private static CqlSession connect(Servers servers) {
        return CqlSession.builder()
                .addContactPoint(servers.scylladb().address())
                .withLocalDatacenter(servers.scylladb().datacenter())
                .withConfigLoader(
                        DriverConfigLoader.programmaticBuilder()
                                .withDuration(
                                        DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(20))
                                .build())
                .build();
    }

    private void addresses(Servers servers, RunningJob job) {
        screen.say("  Flink           %s", job.webUi());
        screen.say(
                "  ScyllaDB        %s  %s",
                servers.scylladb().contactPoint(), MembershipLoad.TABLE);
        screen.say(
                "  Elasticsearch   %s/%s/_search",
                servers.elasticsearch().uri(), RunningJob.COUNTS);
        screen.say(
                "  Kafka           %s  %s", servers.kafka().bootstrapServers(), RunningJob.COUNTS);
    }

    /**
     * @return when nothing changes any more: all is written and the short TTLs have ended
     */
    private Instant write(MembershipLoad load, RunningJob job, MembersInElasticsearch shown)
            throws Exception {
        AtomicLong written = new AtomicLong();
        Future<Void> writing = CompletableFuture.runAsync(() -> load.write(written::set));
        while (!writing.isDone()) {
            report(String.format("written %,d of %,d", written.get(), options.rows()), job, shown);
        }
        writing.get();
        Instant lastWrite = Instant.now();
        return load.lastExpiry().isAfter(lastWrite) ? load.lastExpiry() : lastWrite;
    }

    private void awaitWatermark(Instant settled, RunningJob job, MembersInElasticsearch shown)
            throws Exception {
        Instant quiet = settled.plus(AFTER_LAST_EXPIRY);
        Instant deadline = quiet.plus(PATIENCE);
        while (Instant.now().isBefore(quiet)
                || job.watermark().filter(settled::isBefore).isEmpty()) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(
                        "the job's watermark did not pass "
                                + settled
                                + " within "
                                + PATIENCE.toSeconds()
                                + " s");
            }
            report("all written, last TTLs end", job, shown);
        }
    }

    private void report(String doing, RunningJob job, MembersInElasticsearch shown)
            throws Exception {
        for (int step = 0; step < STEPS_PER_REPORT; step++) {
            if (interrupted.await(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CancellationException("ended before the verdict");
            }
        }
        Duration elapsed = Duration.between(started, Instant.now());
        screen.progress(elapsed, doing, job.watermark(), shown.largest(LARGEST));
    }

    /** What a sink shows may lag by an interval and a checkpoint: differences get time to go. */
    private List<Verdict> compare(
            Servers servers, CqlSession session, MembersInElasticsearch elasticsearch)
            throws Exception {
        Map<String, Long> table = new MembersInTable(session).count();
        MembersInKafka kafka =
                new MembersInKafka(servers.kafka().bootstrapServers(), RunningJob.COUNTS);
        Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
        List<Verdict> verdicts;
        do {
            verdicts =
                    List.of(
                            Verdict.of("Elasticsearch", table, elasticsearch.count()),
                            Verdict.of("Kafka", table, kafka.count()));
        } while (!verdicts.stream().allMatch(Verdict::isEqual)
                && Instant.now().isBefore(deadline)
                && !interrupted.await(STEP.toMillis(), TimeUnit.MILLISECONDS));
        return verdicts;
    }
}
