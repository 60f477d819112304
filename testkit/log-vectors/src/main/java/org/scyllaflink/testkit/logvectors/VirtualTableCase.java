/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.protocol.internal.util.Bytes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the tables of timestamps and streams show after a table's tablets were split. Ids differ
 * from run to run, so streams are compared by what their ids say, in the tables' order.
 */
final class VirtualTableCase {
    private static final String NAME = "tablet_virtual_table_case";
    private static final String TIMESTAMPS = "cdc_timestamps (desc)";
    private static final String OF_TABLE = " WHERE keyspace_name = 'ks' AND table_name = 't'";

    private final List<String> newestFirst;
    private final Map<String, List<String>> expected = new TreeMap<>();

    private VirtualTableCase(Yaml yaml) {
        this.newestFirst = yaml.texts(TIMESTAMPS);
        for (Yaml row : yaml.children("cdc_streams")) {
            row.refuseOthers("timestamp", "stream_state", "streams");
            int set = newestFirst.indexOf(row.text("timestamp"));
            if (set < 0) {
                throw row.wrong("timestamp", row.text("timestamp"), "one of " + newestFirst);
            }
            List<String> keys =
                    row.texts("streams").stream()
                            .map(hex -> StreamKey.of(Bytes.fromHexString(hex)).toString())
                            .toList();
            expected.put(place(newestFirst.size() - 1 - set, row.number("stream_state")), keys);
        }
    }

    static VectorCase of(Yaml yaml) {
        yaml.refuseOthers("source", "note", TIMESTAMPS, "cdc_streams");
        VirtualTableCase tables = new VirtualTableCase(yaml);
        return new VectorCase(NAME, List.of(NAME), EnumSet.of(KeyspaceKind.TABLETS), tables::run);
    }

    private static String place(int set, int state) {
        return "set " + set + " state " + state;
    }

    private Outcome run(Cluster cluster) {
        CqlSession session = cluster.session();
        cluster.recreateKeyspace(expected.getOrDefault(place(0, 0), List.of()).size());
        session.execute("CREATE TABLE ks.t (pk int PRIMARY KEY) WITH cdc = {'enabled': true}");
        try {
            for (int set = 1; set < newestFirst.size(); set++) {
                session.execute(
                        "ORDER TABLETS OF ks.t "
                                + expected.getOrDefault(place(set, 0), List.of()).size()
                                + " AT "
                                + (System.currentTimeMillis() + 1000 * set));
            }
        } catch (SyntaxError real) {
            return new Outcome.Skipped("only the stand-in splits tablets by order");
        }
        return Outcome.compare("system.cdc_streams", expected, actual(session));
    }

    private static Map<String, List<String>> actual(CqlSession session) {
        List<Instant> newestFirst =
                session
                        .execute("SELECT timestamp FROM system.cdc_timestamps" + OF_TABLE)
                        .all()
                        .stream()
                        .map(row -> row.getInstant("timestamp"))
                        .toList();
        Map<String, List<String>> streams = new TreeMap<>();
        List<ByteBuffer> opened = new ArrayList<>();
        for (Row row : session.execute("SELECT * FROM system.cdc_streams" + OF_TABLE)) {
            int set = newestFirst.size() - 1 - newestFirst.indexOf(row.getInstant("timestamp"));
            ByteBuffer id = row.getByteBuffer("stream_id");
            streams.computeIfAbsent(place(set, row.getByte("stream_state")), p -> new ArrayList<>())
                    .add(StreamKey.of(id).toString());
            if (row.getByte("stream_state") == 2) {
                if (opened.contains(id)) {
                    streams.put("opened twice", List.of(Bytes.toHexString(id)));
                }
                opened.add(id);
            }
        }
        return streams;
    }
}
