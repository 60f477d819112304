/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.OutputTag;

/** Keeps the rows that are sent. */
final class CollectedRows implements Output<StreamRecord<RowData>> {

    private final List<StreamRecord<RowData>> rows = new ArrayList<>();

    /** Those since the last call. */
    List<StreamRecord<RowData>> take() {
        List<StreamRecord<RowData>> taken = List.copyOf(rows);
        rows.clear();
        return taken;
    }

    @Override
    public void collect(StreamRecord<RowData> row) {
        rows.add(row);
    }

    @Override
    public void emitWatermark(Watermark mark) {
        throw refused();
    }

    @Override
    public void emitWatermark(WatermarkEvent mark) {
        throw refused();
    }

    @Override
    public void emitWatermarkStatus(WatermarkStatus status) {
        throw refused();
    }

    @Override
    public <X> void collect(OutputTag<X> tag, StreamRecord<X> element) {
        throw refused();
    }

    @Override
    public void emitLatencyMarker(LatencyMarker marker) {
        throw refused();
    }

    @Override
    public void emitRecordAttributes(RecordAttributes attributes) {
        throw refused();
    }

    @Override
    public void close() {}

    private static UnsupportedOperationException refused() {
        return new UnsupportedOperationException("expected: rows alone");
    }
}
