/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import org.apache.flink.annotation.Internal;
import org.scyllaflink.connector.model.SnapshotRow;

/**
 * A row with its place in the ring.
 *
 * @param token of its partition
 */
@Internal
public record ScannedRow(long token, SnapshotRow row) {}
