/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.apache.flink.streaming.runtime.streamrecord.StreamElement;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.testkit.model.TableModel;

/** Holds all that a job sent against the model, at every watermark. */
final class ModelVerdict {

    private final TableModel model;
    private final TableSchema schema;

    ModelVerdict(TableModel model, TableSchema schema) {
        this.model = model;
        this.schema = schema;
    }

    /**
     * @param elements rows and watermarks in the order in which they came
     * @param isTold whether nothing is late at a watermark that the model has
     * @return the number of different watermarks at which all was well
     * @throws AssertionError at the first watermark at which the rows sent are not those of the
     *     model, or at the first row that does not fit to those before it
     */
    int check(List<StreamElement> elements, LongPredicate isTold) {
        MaterializedRows rows = new MaterializedRows(schema);
        List<StreamRecord<RowData>> ahead = new ArrayList<>();
        long watermark = Long.MIN_VALUE;
        int watermarks = 0;
        for (StreamElement element : elements) {
            if (element.isRecord()) {
                ahead.add(element.asRecord());
            } else if (element.asWatermark().getTimestamp() > watermark) {
                watermark = element.asWatermark().getTimestamp();
                rows.add(takeUntil(watermark, ahead), watermark);
                if (isTold.test(watermark)) {
                    assertThat(rows.rows())
                            .as("rows at watermark %d", watermark)
                            .isEqualTo(ModelledRows.at(model, watermark));
                    watermarks++;
                }
            }
        }
        return watermarks;
    }

    /** Another channel may have been further than the watermark of all. */
    private static List<StreamRecord<RowData>> takeUntil(
            long watermark, List<StreamRecord<RowData>> ahead) {
        List<StreamRecord<RowData>> due =
                ahead.stream().filter(row -> row.getTimestamp() <= watermark).toList();
        ahead.removeAll(due);
        return due;
    }
}
