/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.scyllaflink.testkit.ScyllaDbServer;

/** A table with CDC whose writer gives each key the numbers 0, 1, 2 and so on. */
final class NumbersTable implements AutoCloseable {

    private static final int KEYS = 20;

    private final CqlSession session;
    private final String keyspace;
    private final PreparedStatement insert;
    private final Random random;
    private final Map<Integer, Integer> written = new HashMap<>();

    NumbersTable(ScyllaDbServer server, String keyspace, long seed) {
        this.keyspace = keyspace;
        this.random = new Random(seed);
        this.session =
                CqlSession.builder()
                        .addContactPoint(server.address())
                        .withLocalDatacenter(server.datacenter())
                        .withConfigLoader(
                                DriverConfigLoader.programmaticBuilder()
                                        .withDuration(
                                                DefaultDriverOption.REQUEST_TIMEOUT,
                                                Duration.ofSeconds(30))
                                        // Else each change of the schema takes a second more.
                                        .withBoolean(
                                                DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                                        .build())
                        .build();
        execute(
                "CREATE KEYSPACE "
                        + keyspace
                        + " WITH replication = {'class': 'SimpleStrategy',"
                        + " 'replication_factor': 1}");
        execute(
                "CREATE TABLE "
                        + name()
                        + " (key int PRIMARY KEY, number int) WITH cdc = {'enabled': true}");
        this.insert = session.prepare("INSERT INTO " + name() + " (key, number) VALUES (?, ?)");
    }

    String name() {
        return keyspace + ".numbers";
    }

    /** How many numbers each key has been given. */
    Map<Integer, Integer> written() {
        return Map.copyOf(written);
    }

    void write(int rows) {
        for (int i = 0; i < rows; i++) {
            int key = random.nextInt(KEYS);
            write(key, written.getOrDefault(key, 0));
            written.merge(key, 1, Integer::sum);
        }
    }

    /** Gives a key a number of the caller's choice, which {@link #written()} does not know. */
    void write(int key, int number) {
        session.execute(insert.bind(key, number));
    }

    /** Whether the server can be reached. */
    boolean answers() {
        try {
            execute("SELECT key FROM system.local");
            return true;
        } catch (AllNodesFailedException e) {
            return false;
        }
    }

    void writeUntil(Instant time) {
        while (Instant.now().isBefore(time)) {
            write(10);
        }
    }

    /** Announces a generation, which only the stand-in can be ordered to. */
    Instant announceGeneration(Duration ahead, int vnodes, int shards) {
        Instant start = Instant.now().plus(ahead);
        execute(
                "ORDER NEW GENERATION AT "
                        + start.toEpochMilli()
                        + " WITH VNODES "
                        + vnodes
                        + " SHARDS "
                        + shards);
        return start;
    }

    private void execute(String cql) {
        session.execute(cql);
    }

    @Override
    public void close() {
        session.close();
    }
}
