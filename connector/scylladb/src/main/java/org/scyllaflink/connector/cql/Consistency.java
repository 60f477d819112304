/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.flink.annotation.PublicEvolving;

/**
 * How many replicas answer a read of the log. Nothing written is missed if these overlap with the
 * replicas that acknowledged the write: {@code QUORUM} for writes at {@code QUORUM}, {@code ALL}
 * for writes at {@code ONE}.
 */
@PublicEvolving
public enum Consistency {
    ONE(DefaultConsistencyLevel.ONE),
    TWO(DefaultConsistencyLevel.TWO),
    THREE(DefaultConsistencyLevel.THREE),
    QUORUM(DefaultConsistencyLevel.QUORUM),
    ALL(DefaultConsistencyLevel.ALL),
    LOCAL_QUORUM(DefaultConsistencyLevel.LOCAL_QUORUM),
    LOCAL_ONE(DefaultConsistencyLevel.LOCAL_ONE);

    private final ConsistencyLevel level;

    Consistency(ConsistencyLevel level) {
        this.level = level;
    }

    /**
     * Reads a level in CQL's own spelling, in any case.
     *
     * @throws IllegalArgumentException if there is no such level or it is a serial one, with which
     *     ScyllaDB refuses to read a log
     */
    public static Consistency parse(String text) {
        String name = text.trim().toUpperCase(Locale.ROOT);
        for (Consistency consistency : values()) {
            if (consistency.name().equals(name)) {
                return consistency;
            }
        }
        String reason =
                name.endsWith("SERIAL") ? "ScyllaDB refuses serial reads of a CDC log; " : "";
        throw new IllegalArgumentException(
                "consistency: '"
                        + text
                        + "' ("
                        + reason
                        + "expected one of: "
                        + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "))
                        + ")");
    }

    ConsistencyLevel level() {
        return level;
    }
}
