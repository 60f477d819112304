/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import java.time.Instant;

/**
 * Statements that change the streams of the ScyllaDB stand-in, or what clients see of them. They
 * are to be executed unprepared, through any driver session; a real ScyllaDB refuses them as syntax
 * errors. Tables are named {@code keyspace.table}, as in CQL, and must have a log. A new generation
 * or stream set operates from a time after the last one's and not before now; times are cut to
 * milliseconds.
 *
 * <pre>{@code
 * session.execute(StreamOrder.splitTablet(0, "ks.t", Instant.now().plusSeconds(2)));
 * }</pre>
 */
public final class StreamOrder {
    private StreamOrder() {}

    /**
     * Announces a generation for the keyspaces with vnodes, as large as the last one.
     *
     * @param time from when on it operates
     * @return the statement
     */
    public static String newGeneration(Instant time) {
        return "ORDER NEW GENERATION" + at(time);
    }

    /**
     * Announces a generation of another size.
     *
     * @param time from when on it operates
     * @param vnodes of the cluster, 1 to 1024
     * @param shards with one stream each in every vnode, at least 1
     * @return the statement
     */
    public static String newGeneration(Instant time, int vnodes, int shards) {
        return newGeneration(time) + " WITH VNODES " + vnodes + " SHARDS " + shards;
    }

    /**
     * Gives a table tablets of equal size, each with a new stream; all old streams are closed.
     *
     * @param table a base table with tablets
     * @param tablets how many, a power of two
     * @param time from when on the new streams operate
     * @return the statement
     */
    public static String resizeTablets(String table, int tablets, Instant time) {
        return "ORDER TABLETS OF " + table + " " + tablets + at(time);
    }

    /**
     * Cuts one tablet into two equal ones with new streams; all others keep theirs.
     *
     * @param tablet its position in the order of tokens, from 0
     * @param table a base table with tablets
     * @param time from when on the new streams operate
     * @return the statement
     */
    public static String splitTablet(int tablet, String table, Instant time) {
        return "ORDER SPLIT TABLET " + tablet + " OF " + table + at(time);
    }

    /**
     * Merges one tablet and the next into one with a new stream; all others keep theirs.
     *
     * @param tablet the first one's position in the order of tokens, from 0
     * @param table a base table with tablets
     * @param time from when on the new stream operates
     * @return the statement
     */
    public static String mergeTablets(int tablet, String table, Instant time) {
        return "ORDER MERGE TABLETS " + tablet + " OF " + table + at(time);
    }

    /**
     * Lets clients see a generation or stream set later, or earlier, than it operates.
     *
     * @param order a statement of this class that announces one
     * @param time from when on clients see it, and those after it
     * @return the statement
     */
    public static String publishedAt(String order, Instant time) {
        return order + " PUBLISHED" + at(time);
    }

    /**
     * Forgets the stream sets of a table whose log rows have expired; none if they never expire.
     *
     * @param table a base table with tablets
     * @param now what counts as now
     * @return the statement
     */
    public static String collectStreams(String table, Instant now) {
        return "ORDER COLLECT STREAMS OF " + table + at(now);
    }

    /**
     * Shows clients no generation and no stream set for a while; a restart of the server ends it.
     *
     * @param time when they are there again
     * @return the statement
     */
    public static String hideGenerations(Instant time) {
        return "ORDER HIDE GENERATIONS UNTIL " + time.toEpochMilli();
    }

    private static String at(Instant time) {
        return " AT " + time.toEpochMilli();
    }
}
