/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.scyllaflink.testkit.ScyllaDbServer;
import org.scyllaflink.testkit.model.CqlText;
import org.scyllaflink.testkit.model.KeySpace;
import org.scyllaflink.testkit.model.ModelColumn;
import org.scyllaflink.testkit.model.ModelType;
import org.scyllaflink.testkit.model.RandomWrites;
import org.scyllaflink.testkit.model.TableModel;
import org.scyllaflink.testkit.model.TableShape;
import org.scyllaflink.testkit.model.Write;
import org.scyllaflink.testkit.model.WriteMix;

/** A table of memberships with CDC on a server, and the model of it that gets the same writes. */
final class MembershipTable implements AutoCloseable {

    private final CqlSession session;
    private final TableModel model;
    private final RandomWrites writes;

    private MembershipTable(CqlSession session, TableShape shape, long seed) {
        this.session = session;
        this.model = new TableModel(shape);
        this.writes =
                new RandomWrites(
                        shape,
                        new KeySpace(40, 6, 7),
                        WriteMix.standard().withTieShare(0).withTtls(0.3, 2, 8),
                        seed);
    }

    /** Makes a keyspace with the table {@code memberships}. */
    static MembershipTable create(ScyllaDbServer server, String keyspace, long seed) {
        CqlSession session =
                CqlSession.builder()
                        .addContactPoint(server.address())
                        .withLocalDatacenter(server.datacenter())
                        .withConfigLoader(
                                DriverConfigLoader.programmaticBuilder()
                                        .withDuration(
                                                DefaultDriverOption.REQUEST_TIMEOUT,
                                                Duration.ofSeconds(30))
                                        .build())
                        .build();
        session.execute("DROP KEYSPACE IF EXISTS " + keyspace);
        session.execute(
                "CREATE KEYSPACE "
                        + keyspace
                        + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        TableShape shape =
                new TableShape(
                        keyspace + ".memberships",
                        List.of(new ModelColumn("user_id", ModelType.TEXT)),
                        List.of(new ModelColumn("device", ModelType.INT)),
                        List.of(
                                new ModelColumn("segment", ModelType.TEXT),
                                new ModelColumn("score", ModelType.INT)));
        session.execute(shape.createStatement("cdc = {'enabled': true}"));
        return new MembershipTable(session, shape, seed);
    }

    String name() {
        return model.shape().name();
    }

    /** Random writes of every kind, now. */
    void write(int number) {
        CqlText text = new CqlText(model.shape());
        for (int i = 0; i < number; i++) {
            Write write = writes.next(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
            session.execute(text.statement(write));
            model.apply(write);
        }
    }

    /**
     * As {@link #write}, while the session finds the way back to a server that was started again. A
     * write that fails never reached it; the next one has a time of its own, as one sent again with
     * its first time might show in the log after the confidence window, where none is promised to
     * be read.
     */
    void writeThroughFailures(int number) {
        CqlText text = new CqlText(model.shape());
        int written = 0;
        while (written < number) {
            Write write = writes.next(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
            if (isWritten(text.statement(write))) {
                model.apply(write);
                written++;
            }
        }
    }

    private boolean isWritten(String statement) {
        try {
            session.execute(statement);
            return true;
        } catch (DriverException e) {
            return false;
        }
    }

    void insert(String user, String segment) {
        session.execute(
                "INSERT INTO " + name() + " (user_id, device, segment) VALUES (?, 0, ?)",
                user,
                segment);
    }

    /**
     * Puts a row into the log, now, as no ScyllaDB does.
     *
     * @param operation its {@code cdc$operation}
     * @return removes that row
     */
    Runnable logRow(byte operation) {
        String log = name() + "_scylla_cdc_log";
        Row other = session.execute("SELECT * FROM " + log + " LIMIT 1").one();
        ByteBuffer stream = other.getByteBuffer("\"cdc$stream_id\"");
        UUID time = Uuids.timeBased();
        session.execute(
                "INSERT INTO "
                        + log
                        + " (\"cdc$stream_id\", \"cdc$time\", \"cdc$batch_seq_no\","
                        + " \"cdc$operation\", \"cdc$end_of_batch\", user_id, device)"
                        + " VALUES (?, ?, 0, ?, true, ?, ?)",
                stream,
                time,
                operation,
                other.getString("user_id"),
                other.getInt("device"));
        return () ->
                session.execute(
                        "DELETE FROM " + log + " WHERE \"cdc$stream_id\" = ? AND \"cdc$time\" = ?",
                        stream,
                        time);
    }

    void execute(String statement) {
        session.execute(statement);
    }

    /** Live rows by segment, as the server counts them; rows without segment are left out. */
    Map<String, Long> select() {
        Map<String, Long> counts = new TreeMap<>();
        for (Row row : session.execute("SELECT segment FROM " + name())) {
            String segment = row.getString(0);
            if (segment != null) {
                counts.merge(segment, 1L, Long::sum);
            }
        }
        return counts;
    }

    /** Live rows by segment just before a time, as the model counts them. */
    Map<String, Long> modelledBefore(Instant end) {
        Map<String, Long> counts = new TreeMap<>();
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, end) - 1;
        model.countsAt("segment", micros)
                .rows()
                .forEach((segment, count) -> counts.put((String) segment, count));
        return counts;
    }

    @Override
    public void close() {
        session.close();
    }
}
