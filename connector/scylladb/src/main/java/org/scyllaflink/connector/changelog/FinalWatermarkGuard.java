/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import org.apache.flink.annotation.Internal;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps the watermark that ends event time ({@code stop --drain}, end of a bounded source) at the
 * source. The job may be resumed, so that time has not ended: timers and open windows must stay in
 * state. It has to be held back before the first shuffle: there, a channel that has ended lets the
 * watermarks of the others run ahead of what the ended one would still have sent.
 */
@Internal
public final class FinalWatermarkGuard<T> extends AbstractStreamOperator<T>
        implements OneInputStreamOperator<T, T> {

    private static final long serialVersionUID = 1L;

    FinalWatermarkGuard() {}

    /** All of a stream but its final watermark, at the same parallelism. */
    public static <T> SingleOutputStreamOperator<T> after(DataStream<T> stream) {
        return stream.transform(
                        "final watermark guard", stream.getType(), new FinalWatermarkGuard<>())
                .setParallelism(stream.getParallelism());
    }

    @Override
    public void processElement(StreamRecord<T> element) {
        output.collect(element);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() != Long.MAX_VALUE) {
            super.processWatermark(mark);
        }
    }
}
