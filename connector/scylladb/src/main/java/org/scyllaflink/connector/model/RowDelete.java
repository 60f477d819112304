/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * A DELETE of one row. In a table without clustering columns a row's DELETE is a {@link
 * PartitionDelete}.
 *
 * @param before the row before the change, null without a pre-image
 */
@PublicEvolving
public record RowDelete(
        ChangeOrigin origin, Key partitionKey, Key clusteringKey, @Nullable RowImage before)
        implements Change {

    @Override
    public Kind kind() {
        return Kind.ROW_DELETE;
    }
}
