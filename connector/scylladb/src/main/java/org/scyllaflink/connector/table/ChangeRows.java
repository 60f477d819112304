/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.scyllaflink.connector.model.ChangeBatch;

/** Makes rows of one style from changes that were read with one schema of the table. */
interface ChangeRows {

    /**
     * @throws IllegalStateException if the batch lacks what the rows need; says what
     */
    void write(ChangeBatch batch, Collector<RowData> out);
}
