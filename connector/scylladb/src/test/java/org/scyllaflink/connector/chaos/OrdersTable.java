/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.util.List;
import java.util.Set;

/** Composite keys, static columns, and both images with all columns. */
final class OrdersTable implements ChaosTable {

    private final String name;

    OrdersTable(String keyspace) {
        this.name = keyspace + ".orders";
    }

    @Override
    public LoggedTable log() {
        return new LoggedTable(
                name,
                List.of("region", "number"),
                List.of("day", "line"),
                List.of("owner", "total", "marks"),
                List.of("goods", "amount", "price", "labels"),
                Set.of("marks", "labels"),
                Set.of());
    }

    @Override
    public List<String> ddl() {
        return List.of(
                "CREATE TABLE "
                        + name
                        + " (region text, number int, day int, line text, owner text static,"
                        + " total int static, marks set<int> static, goods text, amount int, price double,"
                        + " labels map<text, int>,"
                        + " PRIMARY KEY ((region, number), day, line)) WITH cdc ="
                        + " {'enabled': true, 'preimage': 'full', 'postimage': true}");
    }

    @Override
    public String write(Dice dice, int partition) {
        return switch (dice.below(16)) {
            case 0, 1, 2 -> insert(dice, partition);
            case 3, 4, 5 -> update(dice, partition, dice.using());
            case 6 ->
                    "INSERT INTO "
                            + name
                            + " (region, number, owner) VALUES ("
                            + partitionValues(partition)
                            + ", "
                            + dice.text()
                            + ")"
                            + dice.using();
            case 7 ->
                    "UPDATE "
                            + name
                            + dice.using()
                            + " SET owner = "
                            + dice.text()
                            + ", "
                            + dice.pick("total = " + dice.number(), marks(dice))
                            + " WHERE "
                            + partition(partition);
            case 8 ->
                    "UPDATE "
                            + name
                            + dice.using()
                            + " SET total = "
                            + dice.number()
                            + ", amount = "
                            + dice.number()
                            + " WHERE "
                            + row(dice, partition);
            case 9 ->
                    "DELETE "
                            + dice.pick("amount", "goods, price", "labels", "labels['a'], price")
                            + from(dice)
                            + row(dice, partition);
            case 10 ->
                    "DELETE "
                            + dice.pick("owner", "owner, total", "marks", "marks[1]")
                            + from(dice)
                            + partition(partition);
            case 11, 12 -> "DELETE" + from(dice) + row(dice, partition);
            case 13, 14 -> "DELETE" + from(dice) + range(dice, partition);
            default ->
                    dice.chance(50)
                            ? "DELETE" + from(dice) + partition(partition)
                            : insert(dice, partition);
        };
    }

    @Override
    public String conditional(Dice dice, int partition) {
        return switch (dice.below(3)) {
            case 0 ->
                    "INSERT INTO "
                            + name
                            + " (region, number, day, line, amount) VALUES ("
                            + partitionValues(partition)
                            + ", "
                            + day(dice)
                            + ", "
                            + line(dice)
                            + ", "
                            + dice.number()
                            + ") IF NOT EXISTS";
            case 1 -> update(dice, partition, "") + " IF EXISTS";
            default -> "DELETE FROM " + name + " WHERE " + row(dice, partition) + " IF EXISTS";
        };
    }

    private String insert(Dice dice, int partition) {
        String keys = partitionValues(partition) + ", " + day(dice) + ", " + line(dice);
        return "INSERT INTO "
                + name
                + switch (dice.below(4)) {
                    case 0 -> " (region, number, day, line) VALUES (" + keys + ")";
                    case 1 ->
                            " (region, number, day, line, total, goods, labels) VALUES ("
                                    + keys
                                    + ", "
                                    + dice.number()
                                    + ", "
                                    + dice.text()
                                    + ", "
                                    + map(dice)
                                    + ")";
                    default ->
                            " (region, number, day, line, goods, amount, price) VALUES ("
                                    + keys
                                    + ", "
                                    + dice.text()
                                    + ", "
                                    + dice.number()
                                    + ", "
                                    + dice.number()
                                    + ")";
                }
                + dice.using();
    }

    private String update(Dice dice, int partition, String using) {
        return "UPDATE "
                + name
                + using
                + " SET "
                + dice.pick(
                        "amount = " + dice.number(),
                        "goods = " + dice.text(),
                        labels(dice),
                        labels(dice) + ", goods = " + dice.text(),
                        "amount = " + dice.number() + ", price = " + dice.number())
                + " WHERE "
                + row(dice, partition);
    }

    private static String labels(Dice dice) {
        return dice.pick(
                "labels = " + map(dice),
                "labels = labels + " + map(dice),
                "labels = labels - {'a', 'c'}",
                "labels['b'] = " + dice.number(),
                "labels = null");
    }

    private static String map(Dice dice) {
        return "{'a': " + dice.below(9) + ", 'l" + dice.below(3) + "': " + dice.below(9) + "}";
    }

    private static String marks(Dice dice) {
        String values = "{" + dice.below(4) + ", " + dice.below(4) + "}";
        return dice.pick(
                "marks = " + values,
                "marks = marks + " + values,
                "marks = marks - " + values,
                "marks = {}");
    }

    private String from(Dice dice) {
        return " FROM " + name + dice.usingTimestamp() + " WHERE ";
    }

    private static String row(Dice dice, int partition) {
        return partition(partition) + " AND day = " + day(dice) + " AND line = " + line(dice);
    }

    private static String range(Dice dice, int partition) {
        return partition(partition)
                + " AND "
                + switch (dice.below(5)) {
                    case 0 -> "day = " + day(dice);
                    case 1 ->
                            "day = "
                                    + day(dice)
                                    + " AND line "
                                    + dice.pick("<", "<=", ">", ">=")
                                    + " "
                                    + line(dice);
                    case 2 -> "day " + dice.pick("<", "<=", ">", ">=") + " " + day(dice);
                    case 3 ->
                            "day "
                                    + dice.pick(">", ">=")
                                    + " 0 AND day "
                                    + dice.pick("<", "<=")
                                    + " "
                                    + (1 + dice.below(3));
                    default ->
                            "(day, line) "
                                    + dice.pick(">", ">=")
                                    + " ("
                                    + day(dice)
                                    + ", "
                                    + line(dice)
                                    + ") AND (day) <= ("
                                    + day(dice)
                                    + ")";
                };
    }

    private static String partition(int partition) {
        return "region = 'r" + partition % 3 + "' AND number = " + partition;
    }

    private static String partitionValues(int partition) {
        return "'r" + partition % 3 + "', " + partition;
    }

    private static String day(Dice dice) {
        return String.valueOf(dice.below(3));
    }

    private static String line(Dice dice) {
        return "'l" + dice.below(3) + "'";
    }
}
