/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Key;

/**
 * A row that has no value any more and may have a marker or not: whether it is still there only the
 * table can tell.
 *
 * @param sent what was sent of the row last; null if it was not there
 * @param event what has made it so, with the cause that it has if the row is still there
 * @param versionMicros least version of what is sent when it is decided
 */
record UndecidedRow(
        Key partitionKey,
        Key clusteringKey,
        @Nullable RowContent sent,
        RowOutput.Event event,
        long versionMicros) {}
