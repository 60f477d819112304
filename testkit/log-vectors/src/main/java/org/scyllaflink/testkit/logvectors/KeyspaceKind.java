/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import java.util.EnumSet;
import java.util.Set;

/** How the streams of a keyspace's logs are made. */
enum KeyspaceKind {
    VNODES("{'class': 'SimpleStrategy', 'replication_factor': 1}"),
    TABLETS("{'class': 'NetworkTopologyStrategy', 'replication_factor': 1}");

    private final String replication;

    KeyspaceKind(String replication) {
        this.replication = replication;
    }

    /**
     * Returns what follows {@code WITH replication = }.
     *
     * @param tablets of a new table, where there are any
     */
    String options(int tablets) {
        return this == VNODES
                ? replication
                : replication + " AND tablets = {'enabled': true, 'initial': " + tablets + "}";
    }

    /** Reads for which keyspaces a case is; for all of them when it says nothing. */
    static Set<KeyspaceKind> of(Yaml yaml) {
        String text = yaml.text("keyspace", "");
        return switch (text) {
            case "" -> EnumSet.allOf(KeyspaceKind.class);
            case "vnodes", "vnodes only" -> EnumSet.of(VNODES);
            case "tablets", "tablets only" -> EnumSet.of(TABLETS);
            default ->
                    throw yaml.wrong(
                            "keyspace", text, "vnodes, vnodes only, tablets or tablets only");
        };
    }
}
