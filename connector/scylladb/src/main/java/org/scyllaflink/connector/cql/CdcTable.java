/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableSchema;

/** A table with CDC. */
@Internal
public record CdcTable(TableSchema schema, CdcOptions options) implements Serializable {
    private static final long serialVersionUID = 1L;

    public CdcTable {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(options, "options");
    }

    /** Life of a row in the log; null if rows stay for ever. */
    public @Nullable Duration logTtl() {
        return options.logTtl();
    }
}
