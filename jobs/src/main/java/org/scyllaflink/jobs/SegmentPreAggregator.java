/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.util.List;
import java.util.Objects;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows of a full-row changelog into changes of segments and adds them up before they cross
 * the network, so that a segment costs one message a flush however many members come and go.
 *
 * <p>It has no state: a flush precedes every checkpoint barrier and every watermark that goes on.
 * Watermarks go on at most once a flush interval of processing time, the last one always; so each
 * delta is ahead of the watermark that covers it.
 *
 * <p>An update that leaves its row in its segment is not a change of the segment: −U is held until
 * the next row tells whether it is the +U of the same row. It may be another row, as a filter
 * before this operator may have dropped either of the two.
 */
final class SegmentPreAggregator extends AbstractStreamOperator<SegmentDelta>
        implements OneInputStreamOperator<RowData, SegmentDelta> {

    /** Bounds the memory between two flushes. */
    static final int MAX_DELTAS = 100_000;

    private static final long serialVersionUID = 1L;

    private final MembershipRows rows;
    private final TumblingWindow window;
    private final long flushIntervalMillis;

    private transient DeltaBuffer deltas;
    private transient @Nullable Departure heldDeparture;
    private transient @Nullable Watermark heldWatermark;
    private transient boolean timerSet;
    private transient long nextFlush;
    private transient Counter rowsWithoutSegment;

    /**
     * @param flushIntervalMillis least time between two watermarks that go on
     */
    SegmentPreAggregator(MembershipRows rows, TumblingWindow window, long flushIntervalMillis) {
        this.rows = rows;
        this.window = window;
        this.flushIntervalMillis = flushIntervalMillis;
    }

    @Override
    public void open() throws Exception {
        super.open();
        deltas = new DeltaBuffer();
        rowsWithoutSegment = getMetricGroup().counter("rowsWithoutSegment");
    }

    @Override
    public void processElement(StreamRecord<RowData> element) {
        RowData row = element.getValue();
        String segment = rows.segment(row);
        if (!timerSet) {
            flushAt(now() + flushIntervalMillis);
        }
        if (row.getRowKind() == RowKind.UPDATE_BEFORE) {
            settleDeparture();
            heldDeparture =
                    new Departure(
                            rows.key(row),
                            rows.version(row),
                            segment,
                            element.getTimestamp(),
                            rows.flow(row));
            return;
        }
        if (row.getRowKind() == RowKind.UPDATE_AFTER && staysInSegment(row, segment)) {
            heldDeparture = null;
            return;
        }
        settleDeparture();
        if (segment != null) {
            book(segment, element.getTimestamp(), rows.flow(row));
        } else if (row.getRowKind() != RowKind.DELETE) {
            rowsWithoutSegment.inc();
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        settleDeparture();
        heldWatermark = mark;
        long now = now();
        if (now >= nextFlush) {
            flush();
        } else if (!timerSet) {
            flushAt(Math.min(nextFlush, now + flushIntervalMillis));
        }
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        settleDeparture();
        flush();
        super.processWatermarkStatus(status);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        super.prepareSnapshotPreBarrier(checkpointId);
        settleDeparture();
        flush();
    }

    @Override
    public void finish() throws Exception {
        settleDeparture();
        flush();
        super.finish();
    }

    long rowsWithoutSegment() {
        return rowsWithoutSegment.getCount();
    }

    /** Whether the row is what the same change made of the held one, in the same segment. */
    private boolean staysInSegment(RowData row, @Nullable String segment) {
        return heldDeparture != null
                && heldDeparture.version() == rows.version(row)
                && Objects.equals(heldDeparture.segment(), segment)
                && heldDeparture.key().equals(rows.key(row));
    }

    private void settleDeparture() {
        Departure departure = heldDeparture;
        heldDeparture = null;
        if (departure != null && departure.segment() != null) {
            book(departure.segment(), departure.time(), departure.flow());
        }
    }

    private void book(String segment, long time, Flow flow) {
        deltas.add(segment, window.startOf(time), flow);
        if (deltas.size() >= MAX_DELTAS) {
            drain();
        }
    }

    private void flushAt(long processingTime) {
        timerSet = true;
        getProcessingTimeService()
                .registerTimer(
                        processingTime,
                        time -> {
                            timerSet = false;
                            flush();
                        });
    }

    private void flush() {
        drain();
        nextFlush = now() + flushIntervalMillis;
        Watermark watermark = heldWatermark;
        heldWatermark = null;
        if (watermark != null) {
            output.emitWatermark(watermark);
        }
    }

    private long now() {
        return getProcessingTimeService().getCurrentProcessingTime();
    }

    private void drain() {
        deltas.drainTo(delta -> output.collect(new StreamRecord<>(delta)));
    }

    /** A −U whose +U may follow. */
    private record Departure(
            List<Object> key, long version, @Nullable String segment, long time, Flow flow) {}
}
