/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.scyllaflink.connector.model.Change;

/** Stands at the source's output: says which changes are behind its watermark, fails when told. */
final class SourceGate extends ProcessFunction<Change, Change> {

    private static final long serialVersionUID = 1L;

    private final String run;

    SourceGate(String run) {
        this.run = run;
    }

    @Override
    public void processElement(Change change, Context context, Collector<Change> out) {
        Observed observed = Observed.run(run);
        observed.failIfToldTo();
        long watermark = context.timerService().currentWatermark();
        if (context.timestamp() <= watermark) {
            observed.sayLate(
                    "at the source, watermark " + watermark + ": " + ChangeText.line(change));
        }
        out.collect(change);
    }
}
