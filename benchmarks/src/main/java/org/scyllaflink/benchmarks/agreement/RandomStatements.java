/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks.agreement;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random writes of every kind to one table. What the library is known to stumble over is left out:
 * expired rows, whose operations are negative.
 */
final class RandomStatements {

    private static final int PARTITIONS = 40;
    private static final int ROWS = 4;
    private static final int VALUES = 9;

    private final String table;
    private final Random random;

    RandomStatements(String table, long seed) {
        this.table = table;
        this.random = new Random(seed);
    }

    String create() {
        return "CREATE TABLE "
                + table
                + " (pk int, ck int, s int static, v int, w text, m map<int, int>, e set<int>,"
                + " l list<int>, PRIMARY KEY (pk, ck)) WITH cdc = {'enabled': true,"
                + " 'preimage': 'full', 'postimage': true}";
    }

    String next() {
        String pk = "pk = " + random.nextInt(PARTITIONS);
        int kind = random.nextInt(100);
        if (kind < 60) {
            return row(pk, random.nextInt(ROWS), true);
        }
        if (kind < 80) {
            return "BEGIN UNLOGGED BATCH "
                    + IntStream.range(0, 2 + random.nextInt(3))
                            .mapToObj(ck -> row(pk, ck, false))
                            .collect(Collectors.joining("; "))
                    + "; APPLY BATCH";
        }
        String row = pk + " AND ck = " + random.nextInt(ROWS);
        if (kind < 88) {
            return "DELETE FROM " + table + " WHERE " + row;
        }
        if (kind < 96) {
            return "DELETE FROM " + table + " WHERE " + pk + " AND ck " + bounds();
        }
        return "DELETE FROM " + table + " WHERE " + pk;
    }

    private String bounds() {
        int from = random.nextInt(ROWS);
        return switch (random.nextInt(3)) {
            case 0 -> "> " + from;
            case 1 -> "<= " + from;
            default -> ">= " + from + " AND ck < " + (from + 2);
        };
    }

    private String row(String pk, int ck, boolean alone) {
        String ttl = random.nextInt(4) == 0 ? " USING TTL " + (5000 + random.nextInt(99)) : "";
        String where = " WHERE " + pk + " AND ck = " + ck;
        int value = random.nextInt(VALUES);
        return switch (random.nextInt(alone ? 9 : 7)) {
            case 0 ->
                    "INSERT INTO "
                            + table
                            + " (pk, ck, v, w) VALUES ("
                            + pk.substring("pk = ".length())
                            + ", "
                            + ck
                            + ", "
                            + value
                            + ", 'w"
                            + value
                            + "')"
                            + ttl;
            case 1 ->
                    "INSERT INTO "
                            + table
                            + " (pk, ck, v, m, e) VALUES ("
                            + pk.substring("pk = ".length())
                            + ", "
                            + ck
                            + ", null, {1: 2, 3: "
                            + value
                            + "}, {4})"
                            + ttl;
            case 2 -> update(ttl, "v = " + value + ", w = null", where);
            case 3 -> update(ttl, "m = m + {" + value + ": 7}, e = e - {4, " + value + "}", where);
            case 4 -> update(ttl, "m = {" + value + ": 1}, w = ''", where);
            case 5 -> update(ttl, "s = " + value, where.substring(0, where.indexOf(" AND ")));
            case 6 -> update(ttl, "l = l + [" + value + "], e = {1, 2}", where);
            case 7 -> update(ttl, "l = l - [" + value + "], v = 1", where);
            default -> "DELETE v, m, l FROM " + table + where;
        };
    }

    private String update(String ttl, String assignments, String where) {
        return "UPDATE " + table + ttl + " SET " + assignments + where;
    }
}
