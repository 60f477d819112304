/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.util.List;
import java.util.Set;

/** Rows in descending order, lists and user-defined types, and post-images. */
final class ReadingsTable implements ChaosTable {

    private final String name;
    private final String type;

    ReadingsTable(String keyspace) {
        this.name = keyspace + ".readings";
        this.type = keyspace + ".place";
    }

    @Override
    public LoggedTable log() {
        return new LoggedTable(
                name,
                List.of("sensor"),
                List.of("at"),
                List.of(),
                List.of("value", "spot", "place", "samples"),
                Set.of("place", "samples"),
                Set.of("samples"));
    }

    @Override
    public List<String> ddl() {
        return List.of(
                "CREATE TYPE " + type + " (x int, y int, name text)",
                "CREATE TABLE "
                        + name
                        + " (sensor text, at int, value double, spot frozen<place>, place place,"
                        + " samples list<int>, PRIMARY KEY (sensor, at))"
                        + " WITH CLUSTERING ORDER BY (at DESC)"
                        + " AND cdc = {'enabled': true, 'postimage': true}");
    }

    @Override
    public String write(Dice dice, int partition) {
        return switch (dice.below(12)) {
            case 0, 1, 2 -> insert(dice, partition) + dice.using();
            case 3, 4, 5, 6 -> update(dice, partition, dice.using());
            case 7 ->
                    "DELETE "
                            + dice.pick("value", "spot, samples", "place", "place.x, value")
                            + from(dice)
                            + row(dice, partition);
            case 8 -> "DELETE" + from(dice) + row(dice, partition);
            case 9, 10 ->
                    "DELETE"
                            + from(dice)
                            + "sensor = 's"
                            + partition
                            + "' AND at "
                            + dice.pick("< 2", "<= 1", "> 3", ">= 1 AND at < 4", "IN (0, 4)");
            default -> "DELETE" + from(dice) + "sensor = 's" + partition + "'";
        };
    }

    @Override
    public String conditional(Dice dice, int partition) {
        return dice.chance(50)
                ? insert(dice, partition) + " IF NOT EXISTS"
                : update(dice, partition, "") + " IF EXISTS";
    }

    private String insert(Dice dice, int partition) {
        String keys = "'s" + partition + "', " + dice.below(6);
        return "INSERT INTO "
                + name
                + switch (dice.below(3)) {
                    case 0 -> " (sensor, at) VALUES (" + keys + ")";
                    case 1 -> " (sensor, at, value) VALUES (" + keys + ", " + dice.number() + ")";
                    default ->
                            " (sensor, at, value, spot, place, samples) VALUES ("
                                    + keys
                                    + ", "
                                    + dice.number()
                                    + ", "
                                    + place(dice)
                                    + ", "
                                    + place(dice)
                                    + ", "
                                    + list(dice)
                                    + ")";
                };
    }

    private String update(Dice dice, int partition, String using) {
        return "UPDATE "
                + name
                + using
                + " SET "
                + dice.pick(
                        "value = " + dice.number(),
                        "spot = " + place(dice),
                        "place = " + place(dice),
                        "place.x = " + dice.number(),
                        "place.name = " + dice.text() + ", place.y = " + dice.number(),
                        samples(dice),
                        samples(dice) + ", value = " + dice.number())
                + " WHERE "
                + row(dice, partition);
    }

    private String from(Dice dice) {
        return " FROM " + name + dice.usingTimestamp() + " WHERE ";
    }

    private static String row(Dice dice, int partition) {
        return "sensor = 's" + partition + "' AND at = " + dice.below(6);
    }

    private static String place(Dice dice) {
        return dice.chance(10) ? "null" : "{x: " + dice.number() + ", name: " + dice.text() + "}";
    }

    private static String samples(Dice dice) {
        return dice.pick(
                "samples = " + list(dice),
                "samples = samples + " + list(dice),
                "samples = " + list(dice) + " + samples",
                "samples = samples - [1, 2]",
                "samples = null");
    }

    private static String list(Dice dice) {
        return dice.pick("[]", "[" + dice.below(9) + "]", "[1, " + dice.below(9) + "]");
    }
}
