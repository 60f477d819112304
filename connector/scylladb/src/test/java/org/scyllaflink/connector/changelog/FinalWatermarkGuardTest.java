/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class FinalWatermarkGuardTest {

    @Test
    void allButTheFinalWatermarkGoesOn() throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<>(new FinalWatermarkGuard<String>());
        harness.open();
        harness.processElement("a", 1);
        harness.processWatermark(2);
        harness.processWatermarkStatus(WatermarkStatus.IDLE);
        harness.processWatermark(Watermark.MAX_WATERMARK);
        assertThat(harness.getOutput())
                .containsExactly(
                        new StreamRecord<>("a", 1), new Watermark(2), WatermarkStatus.IDLE);
        harness.close();
    }
}
