/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import java.time.Duration;

/**
 * Statements that make the ScyllaDB stand-in misbehave. They are to be executed unprepared, through
 * any driver session; a real ScyllaDB refuses them as syntax errors. Tables are named {@code
 * keyspace.table}, as in CQL. What they order lasts until {@link #noFaults()} or, where it says so,
 * until it has happened; a restart of the server forgets it.
 *
 * <pre>{@code
 * session.execute(FaultOrder.failReads(2, "ks.t_scylla_cdc_log", ReadFailure.OVERLOADED));
 * }</pre>
 */
public final class FaultOrder {
    private FaultOrder() {}

    /**
     * Lets what later writes leave in a log arrive late there; the base table has it at once.
     *
     * @param table the base table
     * @param delay at least 0 ms; what a killed server held back is lost
     * @return the statement
     */
    public static String delayLog(String table, Duration delay) {
        return "ORDER DELAY LOG OF " + table + " BY " + delay.toMillis();
    }

    /**
     * Ends the delay of a log; what it holds back has arrived when the statement returns.
     *
     * @param table the base table
     * @return the statement
     */
    public static String releaseLog(String table) {
        return "ORDER RELEASE LOG OF " + table;
    }

    /**
     * Lets the next write to a table be logged twice, in groups of the same microsecond with
     * different random halves.
     *
     * @param table the base table
     * @return the statement
     */
    public static String duplicateNextGroup(String table) {
        return "ORDER DUPLICATE NEXT GROUP OF " + table;
    }

    /**
     * Ends pages early, whatever page size clients ask for, so that groups are cut.
     *
     * @param rows that a page has at most, at least 1
     * @param table that is read, such as a log
     * @return the statement
     */
    public static String pagesOf(int rows, String table) {
        return "ORDER PAGES OF " + rows + " ROWS FOR " + table;
    }

    /**
     * Refuses statements that are prepared later and ask for write times or TTLs of the elements of
     * non-frozen columns, as ScyllaDB does.
     *
     * @param table a base table
     * @return the statement
     */
    public static String refuseElementTimes(String table) {
        return "ORDER REFUSE TIMES OF ELEMENTS IN " + table;
    }

    /**
     * Fails the next reads of a table; each page is a read. Replaces what was ordered before for
     * reads of this table.
     *
     * @param reads how many; 0 for none
     * @param table a log, a base table or one of ScyllaDB's tables of generations and streams
     * @param failure what the client gets
     * @return the statement
     */
    public static String failReads(long reads, String table, ReadFailure failure) {
        return "ORDER FAIL " + reads + " READS OF " + table + " WITH " + failure;
    }

    /**
     * Fails one in so many reads of a table; each page is a read. Replaces what was ordered before
     * for reads of this table.
     *
     * @param interval fails the read of this number and its multiples, at least 1
     * @param table a log, a base table or one of ScyllaDB's tables of generations and streams
     * @param failure what the client gets
     * @return the statement
     */
    public static String failEveryReadIn(long interval, String table, ReadFailure failure) {
        return "ORDER FAIL EVERY " + interval + " READS OF " + table + " WITH " + failure;
    }

    /**
     * Ends all faults of all tables; late log rows arrive, and reads without an answer time out.
     *
     * @return the statement
     */
    public static String noFaults() {
        return "ORDER NO FAULTS";
    }
}
