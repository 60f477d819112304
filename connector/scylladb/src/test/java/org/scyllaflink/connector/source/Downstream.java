/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput.DataOutput;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.StatusWatermarkValve;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.scyllaflink.connector.model.Change;

/** An operator with one channel from each reader. Remembers rows and finds those that are late. */
final class Downstream {

    private final StatusWatermarkValve valve;
    private final Merged merged = new Merged();
    private final List<Received> received;
    private final List<String> late = new ArrayList<>();
    private final List<Change> outOfTime = new ArrayList<>();
    private long watermark;
    private boolean regions;

    /**
     * @param received rows that a checkpoint holds
     * @param watermark what it had been told by then
     */
    Downstream(int channels, List<Received> received, long watermark) {
        this.valve = new StatusWatermarkValve(channels);
        this.received = new ArrayList<>(received);
        this.watermark = watermark;
    }

    /** A row and where it came from. */
    record Received(int channel, Change change) {}

    DataOutput<Change> channel(int index) {
        return new Channel(index);
    }

    List<Change> received() {
        return received.stream().map(Received::change).toList();
    }

    List<Received> toCheckpoint() {
        return List.copyOf(received);
    }

    /**
     * What a channel brought since a checkpoint is forgotten, as by an operator behind it alone.
     */
    void rollBack(int channel, List<Received> checkpoint) {
        received.removeIf(row -> row.channel() == channel);
        received.addAll(0, checkpoint.stream().filter(row -> row.channel() == channel).toList());
        regions = true;
    }

    /** Changes that came with a timestamp after their own. */
    List<Change> outOfTime() {
        return outOfTime;
    }

    List<String> late() {
        return late;
    }

    long watermark() {
        return watermark;
    }

    private final class Channel implements DataOutput<Change> {

        private final int index;
        private long watermarkOfChannel = Long.MIN_VALUE;

        private Channel(int index) {
            this.index = index;
        }

        @Override
        public void emitRecord(StreamRecord<Change> element) {
            Change change = element.getValue();
            long millis = Math.floorDiv(change.origin().micros(), 1000L);
            if (element.getTimestamp() < millis) {
                late.add("timestamp " + element.getTimestamp() + " of " + change);
            } else if (element.getTimestamp() > millis) {
                outOfTime.add(change);
            }
            long behind = regions ? watermarkOfChannel : Math.max(watermark, watermarkOfChannel);
            if (element.getTimestamp() <= behind) {
                late.add("watermark " + behind + " before " + change.origin().id());
            }
            received.add(new Received(index, change));
        }

        @Override
        public void emitWatermark(Watermark next) throws Exception {
            watermarkOfChannel = next.getTimestamp();
            valve.inputWatermark(next, index, merged);
        }

        @Override
        public void emitWatermarkStatus(WatermarkStatus status) throws Exception {
            valve.inputWatermarkStatus(status, index, merged);
        }

        @Override
        public void emitLatencyMarker(LatencyMarker marker) {}

        @Override
        public void emitRecordAttributes(RecordAttributes attributes) {}

        @Override
        public void emitWatermark(WatermarkEvent event) {}
    }

    private final class Merged implements DataOutput<Change> {

        @Override
        public void emitRecord(StreamRecord<Change> element) {}

        @Override
        public void emitWatermark(Watermark next) {
            watermark = Math.max(watermark, next.getTimestamp());
        }

        @Override
        public void emitWatermarkStatus(WatermarkStatus status) {}

        @Override
        public void emitLatencyMarker(LatencyMarker marker) {}

        @Override
        public void emitRecordAttributes(RecordAttributes attributes) {}

        @Override
        public void emitWatermark(WatermarkEvent event) {}
    }
}
