/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Key;

/**
 * A row of a table in the order of the ring: by token, within a partition by clustering key.
 *
 * @param clusteringKey null for the static columns of the partition, which come first
 */
record RowPosition(long token, Key partitionKey, @Nullable Key clusteringKey) {}
