/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the generations as a client of ScyllaDB does. */
final class Streams {
    private Streams() {}

    /** The times of all generations, newest first. */
    static List<Instant> times(CqlSession session) {
        return session.execute(
                        "SELECT time FROM system_distributed.cdc_generation_timestamps"
                                + " WHERE key = 'timestamps'")
                .map(row -> row.getInstant("time"))
                .all();
    }

    static Set<ByteBuffer> of(CqlSession session, Instant time) {
        Set<ByteBuffer> ids = new HashSet<>();
        session.execute(
                        "SELECT streams FROM system_distributed.cdc_streams_descriptions_v2"
                                + " WHERE time = ?",
                        time)
                .forEach(row -> ids.addAll(idsOf(row)));
        return ids;
    }

    static Set<ByteBuffer> all(CqlSession session) {
        Set<ByteBuffer> ids = new HashSet<>();
        times(session).forEach(time -> ids.addAll(of(session, time)));
        return ids;
    }

    /** The rows of all generations, newest first. */
    static List<Row> descriptions(CqlSession session) {
        List<Row> rows = new ArrayList<>();
        for (Instant time : times(session)) {
            rows.addAll(
                    session.execute(
                                    "SELECT * FROM system_distributed.cdc_streams_descriptions_v2"
                                            + " WHERE time = ?",
                                    time)
                            .all());
        }
        return rows;
    }

    static Set<ByteBuffer> idsOf(Row description) {
        return description.getSet("streams", ByteBuffer.class);
    }
}
