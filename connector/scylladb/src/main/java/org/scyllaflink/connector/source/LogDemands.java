/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.Serializable;
import org.apache.flink.annotation.Internal;
import org.scyllaflink.connector.cql.CdcOptions;
import org.scyllaflink.connector.cql.ColumnSelection;
import org.scyllaflink.connector.model.TableName;

/**
 * What a source needs of the logs that it reads.
 *
 * @param preimages whether each change must come with its row as it was before
 * @param postimages whether each change must come with its row as it is after
 * @param columns what is read of each table; a table must have all that are wanted
 */
@Internal
record LogDemands(
        OnDataLoss onDataLoss, boolean preimages, boolean postimages, ColumnSelection columns)
        implements Serializable {

    static final LogDemands NONE =
            new LogDemands(OnDataLoss.FAIL, false, false, ColumnSelection.ALL);

    private static final long serialVersionUID = 1L;

    LogDemands withOnDataLoss(OnDataLoss reaction) {
        return new LogDemands(reaction, preimages, postimages, columns);
    }

    LogDemands withPreimages() {
        return new LogDemands(onDataLoss, true, postimages, columns);
    }

    LogDemands withPostimages() {
        return new LogDemands(onDataLoss, preimages, true, columns);
    }

    LogDemands withColumns(ColumnSelection selection) {
        return new LogDemands(onDataLoss, preimages, postimages, selection);
    }

    /**
     * @throws IllegalArgumentException if the table's log lacks what is needed; names table and
     *     option, and the statement that switches it on
     */
    void check(TableName table, CdcOptions options) {
        if (preimages && options.preimage() == CdcOptions.Preimage.NONE) {
            throw lacking(
                    table,
                    "preimage",
                    "'full'",
                    options.with(CdcOptions.Preimage.FULL, options.postimage(), options.delta()));
        }
        if (postimages && !options.postimage()) {
            throw lacking(
                    table,
                    "postimage",
                    "true",
                    options.with(options.preimage(), true, options.delta()));
        }
    }

    private static IllegalArgumentException lacking(
            TableName table, String option, String expected, CdcOptions with) {
        return new IllegalArgumentException(
                String.format(
                        "table %s: cdc option '%s' is 'false', but %ss are required (expected: %s,"
                                + " by ALTER TABLE %s WITH cdc = %s)",
                        table, option, option, expected, table, with.cql()));
    }
}
