/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.util.List;
import java.util.Set;

/** One row a partition, with times to live, and pre-images of what a write touches. */
final class SessionsTable implements ChaosTable {

    private final String name;

    SessionsTable(String keyspace) {
        this.name = keyspace + ".sessions";
    }

    @Override
    public LoggedTable log() {
        return new LoggedTable(
                name,
                List.of("id"),
                List.of(),
                List.of(),
                List.of("agent", "hits", "last", "tags"),
                Set.of("tags"),
                Set.of());
    }

    @Override
    public List<String> ddl() {
        return List.of(
                "CREATE TABLE "
                        + name
                        + " (id bigint PRIMARY KEY, agent text, hits int, last timestamp, tags set<text>) WITH"
                        + " default_time_to_live = 1000"
                        + " AND cdc = {'enabled': true, 'preimage': true}");
    }

    @Override
    public String write(Dice dice, int partition) {
        return switch (dice.below(8)) {
            case 0, 1, 2 -> insert(dice, partition) + dice.using();
            case 3, 4, 5 -> update(dice, partition, dice.using());
            case 6 ->
                    "DELETE "
                            + dice.pick("hits", "agent, last", "tags", "tags['t1'], hits")
                            + " FROM "
                            + name
                            + dice.usingTimestamp()
                            + " WHERE id = "
                            + partition;
            default -> "DELETE FROM " + name + dice.usingTimestamp() + " WHERE id = " + partition;
        };
    }

    @Override
    public String conditional(Dice dice, int partition) {
        return switch (dice.below(3)) {
            case 0 -> insert(dice, partition) + " IF NOT EXISTS";
            case 1 -> update(dice, partition, "") + " IF hits != " + dice.below(100);
            default -> "DELETE FROM " + name + " WHERE id = " + partition + " IF EXISTS";
        };
    }

    private String insert(Dice dice, int partition) {
        return "INSERT INTO "
                + name
                + switch (dice.below(3)) {
                    case 0 -> " (id) VALUES (" + partition + ")";
                    case 1 ->
                            " (id, hits, tags) VALUES ("
                                    + partition
                                    + ", "
                                    + dice.number()
                                    + ", "
                                    + tags(dice)
                                    + ")";
                    default ->
                            " (id, agent, hits, last) VALUES ("
                                    + partition
                                    + ", "
                                    + dice.text()
                                    + ", "
                                    + dice.number()
                                    + ", "
                                    + dice.number()
                                    + ")";
                };
    }

    private String update(Dice dice, int partition, String using) {
        return "UPDATE "
                + name
                + using
                + " SET "
                + dice.pick(
                        "hits = " + dice.number(),
                        "agent = " + dice.text() + ", hits = " + dice.number(),
                        "last = " + dice.number(),
                        "tags = " + tags(dice) + ", hits = " + dice.number(),
                        "tags = tags " + dice.pick("+", "-") + " " + tags(dice))
                + " WHERE id = "
                + partition;
    }

    private static String tags(Dice dice) {
        return "{'t" + dice.below(3) + "', 't" + dice.below(5) + "'}";
    }
}
