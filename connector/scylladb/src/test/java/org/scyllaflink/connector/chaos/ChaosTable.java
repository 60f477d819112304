/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.util.List;

/** A table of the chaos test, and all kinds of writes to it. */
interface ChaosTable {

    /** The keyspaces of a run. */
    String FIRST = "chaos_a";

    String SECOND = "chaos_b";

    /** How its log is read. */
    LoggedTable log();

    /** What makes the table, and before it the types that it needs. */
    List<String> ddl();

    /** A write that a batch may hold. */
    String write(Dice dice, int partition);

    /** A conditional write. */
    String conditional(Dice dice, int partition);
}
