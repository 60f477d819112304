/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * A DELETE of a whole partition, static columns included.
 *
 * @param before the row before the change in a table without clustering columns, null without a
 *     pre-image
 */
@PublicEvolving
public record PartitionDelete(ChangeOrigin origin, Key partitionKey, @Nullable RowImage before)
        implements Change {

    @Override
    public Kind kind() {
        return Kind.PARTITION_DELETE;
    }
}
