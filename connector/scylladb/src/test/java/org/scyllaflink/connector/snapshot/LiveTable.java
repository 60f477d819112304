/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.testkit.ScyllaDbServer;

/** A table of every kind of column that is filled, then logged, then written to at random. */
final class LiveTable implements AutoCloseable {

    /** Long enough for the end of a test, so that no row expires while it is compared. */
    private static final int LONG_TTL = 100_000;

    private static final int BATCH = 100;

    private final CqlSession session;
    private final TableName name;
    private final int partitions;
    private final Random random;
    private final boolean listsChange;
    private final Set<Integer> written = ConcurrentHashMap.newKeySet();

    LiveTable(ScyllaDbServer server, TableName name, int partitions, long seed, boolean lists) {
        this.session =
                CqlSession.builder()
                        .addContactPoint(server.address())
                        .withLocalDatacenter(server.datacenter())
                        .withConfigLoader(
                                DriverConfigLoader.programmaticBuilder()
                                        .withDuration(
                                                DefaultDriverOption.REQUEST_TIMEOUT,
                                                Duration.ofMinutes(2))
                                        .withBoolean(
                                                DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                                        .build())
                        .build();
        this.name = name;
        this.partitions = partitions;
        this.random = new Random(seed);
        this.listsChange = lists;
        session.execute("DROP KEYSPACE IF EXISTS " + name.keyspace());
        session.execute(
                "CREATE KEYSPACE "
                        + name.keyspace()
                        + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        session.execute(
                "CREATE TABLE "
                        + name
                        + " (pk int, ck int, s int static, a int, b text, m map<int, int>, l"
                        + " list<int>, PRIMARY KEY (pk, ck))");
    }

    CqlSession session() {
        return session;
    }

    /** Rows of which the log will not tell. */
    void fill(int rows) {
        PreparedStatement insert =
                session.prepare(
                        "INSERT INTO "
                                + name
                                + " (pk, ck, s, a, b, m, l) VALUES (?, ?, ?, ?, ?, ?, ?)");
        PreparedStatement update =
                session.prepare("UPDATE " + name + " SET a = ? WHERE pk = ? AND ck = ?");
        List<CompletionStage<?>> writes = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            int pk = i % partitions;
            int ck = i / partitions;
            writes.add(
                    i % 3 == 0
                            ? session.executeAsync(update.bind(i, pk, ck))
                            : session.executeAsync(
                                    insert.bind(
                                            pk, ck, pk, i, "b" + i, Map.of(1, i), List.of(i, 1))));
            if (writes.size() == BATCH) {
                writes.forEach(write -> write.toCompletableFuture().join());
                writes.clear();
            }
        }
        writes.forEach(write -> write.toCompletableFuture().join());
    }

    /** Rows of which the log will not tell, and which expire in so many seconds and more. */
    void fillExpiring(int rows, int seconds) {
        for (int i = 0; i < rows; i++) {
            session.execute(
                    "INSERT INTO %s (pk, ck, a) VALUES (%d, %d, 1) USING TTL %d"
                            .formatted(name, i % partitions, 1_000_000 + i, seconds + i % 5));
        }
    }

    void enableLog() {
        session.execute("ALTER TABLE " + name + " WITH cdc = {'enabled': true}");
    }

    /**
     * Writes until it is told to stop.
     *
     * @param writtenPartitions few of them have many rows written again
     * @return how many writes there were
     */
    int writeWhile(AtomicBoolean goesOn, int writtenPartitions) {
        int writes = 0;
        while (goesOn.get()) {
            session.execute(SimpleStatement.newInstance(statement(writtenPartitions)));
            writes++;
        }
        return writes;
    }

    /** Partitions that {@link #writeWhile} has written to. */
    Set<Integer> writtenPartitions() {
        return written;
    }

    private String statement(int writtenPartitions) {
        int pk = random.nextInt(writtenPartitions);
        written.add(pk);
        int ck = random.nextInt(12);
        int value = random.nextInt(1_000);
        String row = " WHERE pk = " + pk + " AND ck = " + ck;
        String update = "UPDATE " + name + ttl() + " SET ";
        return switch (random.nextInt(listsChange ? 14 : 12)) {
            case 0, 1 ->
                    "INSERT INTO %s (pk, ck, a, b) VALUES (%d, %d, %d, 'x')%s"
                            .formatted(name, pk, ck, value, ttl());
            case 2 -> "INSERT INTO %s (pk, ck) VALUES (%d, %d)%s".formatted(name, pk, ck, ttl());
            case 3, 4 -> update + "a = " + value + row;
            case 5 -> update + "m[" + value % 5 + "] = " + value + row;
            case 6 -> "DELETE m[1] FROM " + name + row;
            case 7 -> "DELETE a, b FROM " + name + row;
            case 8 -> "DELETE FROM " + name + row;
            case 9 -> "DELETE FROM " + name + " WHERE pk = " + pk + " AND ck > " + ck;
            case 10 -> "UPDATE " + name + " SET s = " + value + " WHERE pk = " + pk;
            case 11 ->
                    value % 5 == 0
                            ? "DELETE FROM " + name + " WHERE pk = " + pk
                            : update + "m = {7: " + value + "}" + row;
            case 12 -> update + "l = l + [" + value + "]" + row;
            default -> update + "l = [" + value + "]" + row;
        };
    }

    private String ttl() {
        return switch (random.nextInt(6)) {
            case 0 -> " USING TTL " + (1 + random.nextInt(5));
            case 1 -> " USING TTL " + LONG_TTL;
            default -> "";
        };
    }

    /** The rows as they are, as {@link LastRows} writes them. */
    Map<String, String> rows() {
        Map<String, String> rows = new HashMap<>();
        for (Row row : session.execute("SELECT pk, ck, s, a, b, m, l FROM " + name)) {
            if (row.isNull(1)) {
                continue;
            }
            Map<Integer, Integer> map = new TreeMap<>(row.getMap(5, Integer.class, Integer.class));
            List<Integer> list = row.getList(6, Integer.class);
            rows.put(
                    row.getInt(0) + "/" + row.getInt(1),
                    String.join(
                            " ",
                            String.valueOf(row.get(2, Integer.class)),
                            String.valueOf(row.get(3, Integer.class)),
                            row.getString(4),
                            map.isEmpty() ? "null" : map.toString(),
                            list.isEmpty() ? "null" : list.toString()));
        }
        return rows;
    }

    @Override
    public void close() {
        session.close();
    }
}
