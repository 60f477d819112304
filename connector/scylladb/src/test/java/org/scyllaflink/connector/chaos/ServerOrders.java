/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.scyllaflink.testkit.FaultOrder;
import org.scyllaflink.testkit.ReadFailure;
import org.scyllaflink.testkit.StreamOrder;

/** What the stand-in is ordered to do to its streams and to those who read. */
final class ServerOrders {

    static final int TABLETS = 4;

    private static final int MOST_TABLETS = 16;

    private static final String[] METADATA = {
        "system_distributed.cdc_generation_timestamps",
        "system_distributed.cdc_streams_descriptions_v2",
        "system.cdc_timestamps",
        "system.cdc_streams"
    };

    private final ChaosPlan plan;
    private final List<String> tables;
    private final Dice dice;
    private final Map<String, Integer> tablets = new HashMap<>();

    /** Of the cluster's generations, and by table of stream sets. */
    private final Map<String, Instant> lastStarts = new HashMap<>();

    private Instant newestStart = Instant.MAX;

    /**
     * @param tables full names
     */
    ServerOrders(ChaosPlan plan, List<String> tables, Dice dice) {
        this.plan = plan;
        this.tables = tables;
        this.dice = dice;
    }

    /** Announces a generation, or another set of tablets of some table. */
    String newStreams() {
        List<String> choices = new ArrayList<>(tables);
        choices.removeIf(table -> !plan.hasTablets(keyspace(table)));
        if (plan.mode() != ChaosPlan.Mode.TABLETS) {
            choices.add("");
        }
        String table = choices.get(dice.below(choices.size()));
        Instant start = nextStart(table);
        String order =
                table.isEmpty()
                        ? StreamOrder.newGeneration(start, 1 + dice.below(6), 1 + dice.below(2))
                        : newTablets(table, start);
        // Late, yet before any reader can be there, as they stay behind the confidence window.
        return dice.chance(25)
                ? StreamOrder.publishedAt(order, start.plusMillis(dice.below(1000) - 500))
                : order;
    }

    /** From when on the streams operate that were ordered last. */
    Instant newestStart() {
        return newestStart;
    }

    private Instant nextStart(String table) {
        Instant start = Instant.now().plus(ChaosPipeline.LEAST_LEAD).plusMillis(dice.below(1_800));
        Instant last = lastStarts.get(table);
        if (last != null && !start.isAfter(last)) {
            start = last.plusMillis(1 + dice.below(300));
        }
        lastStarts.put(table, start);
        newestStart = start;
        return start;
    }

    private String newTablets(String table, Instant start) {
        int now = tablets.getOrDefault(table, TABLETS);
        switch (dice.below(3)) {
            case 0 -> {
                int next = 1 << dice.below(4);
                tablets.put(table, next);
                return StreamOrder.resizeTablets(table, next, start);
            }
            case 1 -> {
                if (now > 1) {
                    tablets.put(table, now - 1);
                    return StreamOrder.mergeTablets(dice.below(now - 1), table, start);
                }
            }
            default -> {}
        }
        if (now >= MOST_TABLETS) {
            tablets.put(table, TABLETS);
            return StreamOrder.resizeTablets(table, TABLETS, start);
        }
        tablets.put(table, now + 1);
        return StreamOrder.splitTablet(dice.below(now), table, start);
    }

    /** Something that makes reading harder, for a while. */
    String fault() {
        String table = tables.get(dice.below(tables.size()));
        String log = table + "_scylla_cdc_log";
        return switch (dice.below(9)) {
            case 0 -> FaultOrder.delayLog(table, Duration.ofMillis(dice.below(600)));
            case 1, 2 -> FaultOrder.duplicateNextGroup(table);
            case 3 -> FaultOrder.pagesOf(1 + dice.below(4), log);
            case 4 -> FaultOrder.failReads(1 + dice.below(5), log, failure());
            case 5 -> FaultOrder.failEveryReadIn(5 + dice.below(40), log, failure());
            case 6 -> StreamOrder.hideGenerations(Instant.now().plusMillis(dice.below(1_000)));
            case 7 ->
                    FaultOrder.failReads(
                            1 + dice.below(3), METADATA[dice.below(METADATA.length)], failure());
            default -> FaultOrder.noFaults();
        };
    }

    private ReadFailure failure() {
        ReadFailure[] all = ReadFailure.values();
        return all[dice.below(all.length)];
    }

    private static String keyspace(String table) {
        return table.substring(0, table.indexOf('.'));
    }
}
