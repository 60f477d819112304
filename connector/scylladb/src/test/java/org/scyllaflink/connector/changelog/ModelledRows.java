/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.scyllaflink.testkit.model.ModelColumn;
import org.scyllaflink.testkit.model.ModelRow;
import org.scyllaflink.testkit.model.TableModel;

/** The rows of a model in the form of {@link MaterializedRows}. */
final class ModelledRows {

    private ModelledRows() {}

    /**
     * @param watermark in milliseconds; the microseconds of its last one are past, too
     */
    static Set<List<Object>> at(TableModel model, long watermark) {
        List<ModelColumn> columns = new ArrayList<>(model.shape().statics());
        columns.addAll(model.shape().regular());
        Set<List<Object>> rows = new HashSet<>();
        for (ModelRow row : model.rowsAt(watermark * 1_000 + 999)) {
            List<Object> values = new ArrayList<>(row.key().partition());
            values.addAll(row.key().clustering());
            for (ModelColumn column : columns) {
                values.add(PlainValues.ofModel(column.type(), row.values().get(column.name())));
            }
            rows.add(values);
        }
        return rows;
    }
}
