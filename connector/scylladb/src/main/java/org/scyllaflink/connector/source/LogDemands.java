/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.annotation.Internal;
import org.scyllaflink.connector.cql.CdcOptions;
import org.scyllaflink.connector.model.TableName;

/**
 * What a source needs of the logs that it reads.
 *
 * @param preimages whether each change must come with its row as it was before
 * @param postimages whether each change must come with its row as it is after
 */
@Internal
record LogDemands(OnDataLoss onDataLoss, boolean preimages, boolean postimages)
        implements Serializable {

    static final LogDemands NONE = new LogDemands(OnDataLoss.FAIL, false, false);

    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException if the table's log lacks what is needed; names table and
     *     option, and the statement that switches it on
     */
    void check(TableName table, CdcOptions options) {
        if (preimages && options.preimage() == CdcOptions.Preimage.NONE) {
            throw lacking(table, options, "preimage", "'full'", options.postimage());
        }
        if (postimages && !options.postimage()) {
            throw lacking(table, options, "postimage", "true", true);
        }
    }

    private IllegalArgumentException lacking(
            TableName table, CdcOptions options, String option, String expected, boolean post) {
        Duration ttl = options.ttl();
        return new IllegalArgumentException(
                String.format(
                        "table %s: cdc option '%s' is 'false', but %ss are required (expected: %s,"
                                + " by ALTER TABLE %s WITH cdc = {'enabled': true, 'preimage': %s,"
                                + " 'postimage': %s, 'delta': '%s', 'ttl': %d})",
                        table,
                        option,
                        option,
                        expected,
                        table,
                        preimageAfter(options),
                        post,
                        options.delta() == CdcOptions.Delta.KEYS ? "keys" : "full",
                        ttl.toSeconds()));
    }

    private String preimageAfter(CdcOptions options) {
        return switch (options.preimage()) {
            case NONE -> preimages ? "'full'" : "false";
            case CHANGED -> "true";
            case FULL -> "'full'";
        };
    }
}
