/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.scyllaflink.connector.chaos.ChangeText;
import org.scyllaflink.connector.chaos.Histories;
import org.scyllaflink.connector.chaos.Verdict;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.source.LocalJob.Checkpoint;

/**
 * A small log with one switch in it, read step by step by real readers and a real enumerator, and
 * judged as the chaos test judges.
 */
final class ChaosFaultsWorld {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SWITCH = START.plusMillis(300);
    private static final Instant END = START.plusMillis(600);
    private static final Duration CONFIDENCE = Duration.ofMillis(40);
    private static final Duration MIN_WINDOW = Duration.ofMillis(20);
    private static final Duration LEAD = Duration.ofMillis(250);
    private static final Duration STEP = Duration.ofMillis(25);
    private static final int BATCHES = 24;
    private static final int KEYS = 5;
    private static final int READERS = 2;

    /** By then a source that gets on at all has read everything. */
    private static final Instant GIVE_UP = END.plusSeconds(5);

    private final ManualClock clock = new ManualClock(START.plusMillis(1));
    private final FakeCluster cluster = new FakeCluster(clock, 2);
    private final Histories truth = new Histories();
    private final ScyllaCdcSource<Change> source;
    private final Duration looks;
    private Instant lastLook = START.minus(Duration.ofDays(1));

    private ChaosFaultsWorld(SourceSeams seams, Duration looks) {
        this.looks = looks;
        cluster.announce(START, START, Changes.streams(0, 3, 2));
        cluster.announce(SWITCH, SWITCH.minus(LEAD), Changes.streams(1, 2, 2));
        for (int i = 0; i < BATCHES; i++) {
            write(i);
        }
        this.source =
                ScyllaCdcSource.<Change>builder()
                        .connection(cluster)
                        .table(Changes.TABLE)
                        .deserializer(ChangeDeserializationSchema.changes(Changes.SCHEMA))
                        .startingPoint(StartingPoint.earliest())
                        .until(END)
                        .confidenceWindow(CONFIDENCE)
                        .windows(MIN_WINDOW, Duration.ofMillis(100))
                        .discovery(Duration.ofMillis(50), LEAD.minusMillis(50))
                        .clock(clock)
                        .seams(seams)
                        .build();
    }

    private void write(int number) {
        Duration age = Duration.between(START, END).multipliedBy(number).dividedBy(BATCHES);
        Instant time = START.plus(age);
        int key = number % KEYS;
        StreamId stream = Changes.streamOf(key, cluster.streamsAt(time));
        ChangeBatch batch =
                Changes.batch(
                        stream,
                        cluster.generationAt(time),
                        CdcTime.lowest(time.toEpochMilli() * 1000),
                        key,
                        List.of(2 * number, 2 * number + 1));
        cluster.write(batch, time);
        add(batch.changes(), truth);
    }

    private static void add(List<Change> changes, Histories histories) {
        for (Change change : changes) {
            histories.add(ChangeText.key(change), ChangeText.line(change));
        }
    }

    /**
     * @param looks how often the enumerator looks for switches
     * @param failing whether the job fails after each poll that changed anything
     * @throws AssertionError by the verdict
     */
    static void judge(SourceSeams seams, Duration looks, boolean failing) throws Exception {
        new ChaosFaultsWorld(seams, looks).run(failing);
    }

    private void run(boolean failing) throws Exception {
        LocalJob job = new LocalJob(source, READERS);
        try {
            String last = "";
            while (!job.hasEnded() && clock.instant().isBefore(GIVE_UP)) {
                boolean more = false;
                for (int reader = 0; reader < READERS; reader++) {
                    more |= job.reader(reader).poll();
                    Checkpoint now = job.checkpoint();
                    if (failing && !text(now).equals(last)) {
                        last = text(now);
                        job.close();
                        job = new LocalJob(source, READERS, now);
                        lookForSwitches(job);
                    }
                }
                if (!more) {
                    moveOn(job);
                }
            }
            Histories actual = new Histories();
            add(job.downstream().received(), actual);
            Verdict.check(truth, actual, job.downstream().late());
        } finally {
            job.close();
        }
    }

    private void moveOn(LocalJob job) throws Exception {
        if (looks.compareTo(STEP) > 0
                && !clock.instant().plus(STEP).isBefore(lastLook.plus(looks))) {
            readAsFarAsTheClockAllows(job);
        }
        clock.advance(STEP);
        if (!clock.instant().isBefore(lastLook.plus(looks))) {
            lookForSwitches(job);
        }
        job.exchange();
        for (int reader = 0; reader < READERS; reader++) {
            job.reader(reader).await(2);
        }
    }

    /** Else a slow machine would hide that a source reads too far. One that does not, waits. */
    private void readAsFarAsTheClockAllows(LocalJob job) throws Exception {
        long target = clock.instant().minus(CONFIDENCE).minus(MIN_WINDOW).toEpochMilli();
        Instant deadline = Instant.now().plusSeconds(1);
        while (job.downstream().watermark() < target && Instant.now().isBefore(deadline)) {
            for (int reader = 0; reader < READERS; reader++) {
                job.reader(reader).await(5);
                job.reader(reader).poll();
            }
        }
    }

    private void lookForSwitches(LocalJob job) throws Exception {
        lastLook = clock.instant();
        job.discover();
        job.exchange();
    }

    private static String text(Checkpoint checkpoint) {
        return checkpoint.received().size()
                + " "
                + checkpoint.watermark()
                + checkpoint.splits().stream()
                        .map(splits -> splits.stream().map(HexFormat.of()::formatHex).toList())
                        .toList();
    }
}
