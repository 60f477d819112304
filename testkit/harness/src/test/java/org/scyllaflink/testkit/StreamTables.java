/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import com.datastax.oss.driver.api.core.CqlSession;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What clients see of streams. */
final class StreamTables {
    static final String REPLICATION =
            "replication = {'class': 'NetworkTopologyStrategy', 'replication_factor': 1}";

    // The states of streams in system.cdc_streams.
    static final byte CURRENT = 0;
    static final byte CLOSED = 1;
    static final byte OPENED = 2;

    private StreamTables() {}

    static List<Instant> setTimes(CqlSession session, String keyspace, String table) {
        return session
                .execute(
                        "SELECT timestamp FROM system.cdc_timestamps WHERE keyspace_name = ?"
                                + " AND table_name = ?",
                        keyspace,
                        table)
                .all()
                .stream()
                .map(row -> row.getInstant(0))
                .toList();
    }

    static List<ByteBuffer> streams(
            CqlSession session, String keyspace, String table, Instant time, byte state) {
        return session
                .execute(
                        "SELECT stream_id FROM system.cdc_streams WHERE keyspace_name = ? AND"
                                + " table_name = ? AND timestamp = ? AND stream_state = ?",
                        keyspace,
                        table,
                        time,
                        state)
                .all()
                .stream()
                .map(row -> row.getByteBuffer(0))
                .toList();
    }

    static List<Instant> generationTimes(CqlSession session) {
        return session
                .execute(
                        "SELECT time FROM system_distributed.cdc_generation_timestamps WHERE"
                                + " key = 'timestamps'")
                .all()
                .stream()
                .map(row -> row.getInstant(0))
                .toList();
    }

    static Set<ByteBuffer> generationStreams(CqlSession session, Instant time) {
        Set<ByteBuffer> all = new HashSet<>();
        session.execute(
                        "SELECT streams FROM system_distributed.cdc_streams_descriptions_v2 WHERE"
                                + " time = ?",
                        time)
                .forEach(row -> all.addAll(row.getSet("streams", ByteBuffer.class)));
        return all;
    }
}
