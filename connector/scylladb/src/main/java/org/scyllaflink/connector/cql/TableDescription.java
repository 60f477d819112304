/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableSchema;

/**
 * What a cluster says of one of its tables.
 *
 * @param comment of its owner; empty if there is none
 * @param cdc null if CDC is not switched on
 * @param isView whether it is a materialized view
 */
@Internal
public record TableDescription(
        TableSchema schema, String comment, @Nullable CdcOptions cdc, boolean isView) {}
