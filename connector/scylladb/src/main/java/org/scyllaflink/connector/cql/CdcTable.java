/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableSchema;

/**
 * A table with CDC.
 *
 * @param logTtl life of a row in the log; null if rows stay for ever
 */
@Internal
public record CdcTable(TableSchema schema, @Nullable Duration logTtl) implements Serializable {
    private static final long serialVersionUID = 1L;
}
