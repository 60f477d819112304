/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.RangeStreams;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.source.GenerationDiscovery.FoundTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The enumerator's part that concerns one table: it tells the table's {@link GenerationTracker}
 * what was found, and the operator of the job what is odd about it. Coordinator thread only.
 */
final class TableEnumeration {

    private static final Logger LOG = LoggerFactory.getLogger(TableEnumeration.class);

    private final TableName table;
    private final ReadRequest request;
    private final EnumeratorMetrics metrics;
    private final GenerationTracker tracker;
    private final RowLife rowLife = new RowLife();
    private @Nullable Instant opening;
    private @Nullable Instant warnedOfStreams;
    private boolean warnedOfNoGenerations;

    TableEnumeration(TableState state, ReadRequest request, EnumeratorMetrics metrics) {
        this.table = state.table();
        this.request = request;
        this.metrics = metrics;
        this.tracker = new GenerationTracker(state);
    }

    TableName table() {
        return table;
    }

    GenerationTracker tracker() {
        return tracker;
    }

    /**
     * Takes what was found out about the table.
     *
     * @param oldHorizon before which all generations had been seen, null at the first look
     */
    void found(FoundTable found, Instant serverTime, @Nullable Instant oldHorizon) {
        rowLife.seen(found.options().logTtl(), serverTime);
        List<Instant> unknown = tracker.learn(found.starts());
        if (oldHorizon != null) {
            unknown.stream().filter(start -> start.isBefore(oldHorizon)).forEach(this::warnOfLate);
        }
        if (tracker.isBegun()) {
            StoppingChange.apply(request.stop(), tracker, table, serverTime);
        } else if (!found.starts().isEmpty()) {
            begin(found, serverTime);
        } else if (!warnedOfNoGenerations) {
            LOG.warn(
                    "{}: its log has no generation; reading waits for the first (expected: at least"
                            + " one soon after CDC was switched on)",
                    table);
            warnedOfNoGenerations = true;
        }
    }

    private void warnOfLate(Instant start) {
        metrics.generationWasLate();
        LOG.warn(
                "{}: generation {} was announced late; what is read of it may come behind the"
                        + " watermark (expected: announced further ahead than the horizon margin,"
                        + " {})",
                table,
                start,
                request.options().horizonMargin());
    }

    private void begin(FoundTable found, Instant serverTime) {
        ReadSpan span =
                StartPosition.resolve(
                        request,
                        new StartPosition.Log(
                                table, found.starts().get(0), found.options().logTtl()),
                        serverTime);
        LOG.info(
                "{}: reading from {} until {}",
                table,
                span.from(),
                span.until() == null ? "cancelled" : span.until());
        tracker.begin(span.from(), span.checkedFrom(), span.until());
    }

    /**
     * The generation whose streams are to be asked for now.
     *
     * @throws FlinkRuntimeException if changes that should have been read are gone
     */
    Optional<Instant> startOpening(Instant serverTime) {
        if (opening != null) {
            return Optional.empty();
        }
        @Nullable Duration life = rowLife.shortest();
        if (life != null) {
            tracker.passOver(serverTime.minus(life)).ifPresent(this::passedOver);
        }
        Optional<Instant> next = tracker.nextToOpen();
        opening = next.orElse(null);
        return next;
    }

    private void passedOver(GenerationTracker.Gap gap) {
        if (!tracker.isChecked(gap.end())) {
            LOG.info(
                    "{}: generations from {} to {} are passed over, as their changes have expired",
                    table,
                    gap.begin(),
                    gap.end());
            return;
        }
        String loss =
                String.format(
                        "%s: changes from %s to %s are gone unread, as the log keeps them for %s",
                        table, gap.begin(), gap.end(), rowLife.shortest());
        if (request.demands().onDataLoss() == OnDataLoss.FAIL) {
            throw new FlinkRuntimeException(
                    loss + " (scan.on-data-loss: fail; expected: continue, to go on without them)");
        }
        metrics.lost(Duration.between(gap.begin(), gap.end()));
        LOG.warn("{}; reading goes on after them", loss);
    }

    /** Takes the streams of the generation that {@link #startOpening} named. */
    void opened(Instant generation, List<RangeStreams> ranges, int maxSplits) {
        opening = null;
        Position beginning = Position.startOf(tracker.beginningOf(generation));
        List<StreamGroupSplit> splits =
                StreamGrouping.split(table, generation, ranges, maxSplits, beginning);
        LOG.info(
                "{}: generation {} has {} streams, read in {} splits",
                table,
                generation,
                splits.stream().mapToInt(split -> split.streams().size()).sum(),
                splits.size());
        tracker.open(generation, splits);
    }

    /**
     * Reading goes on without the streams as long as their generation has not begun.
     *
     * @throws FlinkRuntimeException if it has, or if it is the first to be read
     */
    void openingFailed(Instant generation, @Nullable Throwable failure, Instant serverTime) {
        opening = null;
        if (!tracker.hasOpenedAny() || !generation.isAfter(serverTime)) {
            throw new FlinkRuntimeException(
                    table + ": cannot read the streams of generation " + generation, failure);
        }
        if (!generation.equals(warnedOfStreams)) {
            LOG.warn(
                    "{}: streams of generation {} cannot be read yet; that is tried again, and the"
                            + " job fails if it cannot be done once the generation has begun",
                    table,
                    generation,
                    failure);
            warnedOfStreams = generation;
        }
    }

    /** What readers may do now; empty as long as there is nothing to read. */
    Optional<TableSchedule> schedule() {
        @Nullable Duration life = rowLife.shortest();
        return tracker.schedule(life == null ? null : life.toMillis());
    }
}
