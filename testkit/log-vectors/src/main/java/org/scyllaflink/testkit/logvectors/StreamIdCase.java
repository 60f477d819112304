/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.protocol.internal.util.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How stream ids read; the ids that the server itself makes must read alike. */
final class StreamIdCase {
    private static final String KIND = "stream_id_cases";

    private StreamIdCase() {}

    static VectorCase of(int number, Yaml yaml) {
        yaml.refuseOthers("hex", "token", "version", "vnode_index", "source", "note");
        StreamKey expected =
                new StreamKey(
                        yaml.integer("token"), yaml.number("vnode_index"), yaml.number("version"));
        ByteBuffer id = Bytes.fromHexString(yaml.text("hex"));
        return VectorCase.numbered(
                KIND,
                number,
                cluster -> Outcome.compare(yaml.text("hex"), expected, StreamKey.of(id)));
    }

    /** The same of the streams in which a table of the server is logged now. */
    static VectorCase ofServer() {
        return VectorCase.named("stream_ids_of_the_server", KIND, StreamIdCase::checkServer);
    }

    private static Outcome checkServer(Cluster cluster) {
        CqlSession session = cluster.session();
        session.execute("CREATE TABLE ks.t (pk int PRIMARY KEY) WITH cdc = {'enabled': true}");
        List<String> wrong =
                cluster.kind() == KeyspaceKind.VNODES ? vnodes(session) : tablets(session);
        return wrong.isEmpty() ? new Outcome.Passed() : new Outcome.Failed(wrong);
    }

    private static List<String> vnodes(CqlSession session) {
        Row newest =
                session.execute(
                                "SELECT time FROM system_distributed.cdc_generation_timestamps"
                                        + " WHERE key = 'timestamps' LIMIT 1")
                        .one();
        List<Row> ranges =
                session.execute(
                                "SELECT * FROM system_distributed.cdc_streams_descriptions_v2"
                                        + " WHERE time = ?",
                                newest.getInstant("time"))
                        .all();
        ranges.sort(Comparator.comparing(row -> row.getLong("range_end")));
        List<String> wrong = new ArrayList<>();
        long start = ranges.get(ranges.size() - 1).getLong("range_end");
        for (int index = 0; index < ranges.size(); index++) {
            long end = ranges.get(index).getLong("range_end");
            for (ByteBuffer id : ranges.get(index).getSet("streams", ByteBuffer.class)) {
                StreamKey key = StreamKey.of(id);
                boolean inRange =
                        start < end
                                ? key.token() > start && key.token() <= end
                                : key.token() > start || key.token() <= end;
                if (key.version() != 1 || key.vnodeIndex() != index || !inRange) {
                    wrong.add(
                            key
                                    + " (expected: version 1, index "
                                    + index
                                    + ", a token in ("
                                    + start
                                    + ", "
                                    + end
                                    + "])");
                }
            }
            start = end;
        }
        return wrong;
    }

    private static List<String> tablets(CqlSession session) {
        List<String> wrong = new ArrayList<>();
        StreamKey last = new StreamKey(Long.MIN_VALUE, 0, 1);
        for (Row row :
                session.execute(
                        "SELECT stream_state, stream_id FROM system.cdc_streams WHERE"
                                + " keyspace_name = 'ks' AND table_name = 't'")) {
            StreamKey key = StreamKey.of(row.getByteBuffer("stream_id"));
            if (row.getByte("stream_state") != 0) {
                continue;
            }
            if (key.version() != 1 || key.vnodeIndex() != 0 || key.token() <= last.token()) {
                wrong.add(key + " (expected: version 1, index 0, a token after " + last.token());
            }
            last = key;
        }
        if (last.token() != Long.MAX_VALUE) {
            wrong.add("last token: " + last.token() + " (expected: the end of the ring)");
        }
        return wrong;
    }
}
