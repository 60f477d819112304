/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.concurrent.TimeUnit;
import org.apache.cassandra.db.DecoratedKey;

/** Streams that take the writes from a time on: a generation, or those of one table's tablets. */
interface StreamSet {
    /** Returns from when on the set operates, in milliseconds since the epoch. */
    long timeMillis();

    /** Returns from when on clients see the set, in milliseconds since the epoch. */
    long publishedMillis();

    /** Returns the stream that logs the changes of a base partition, as a key of the log table. */
    DecoratedKey streamFor(long baseToken);

    default long timeMicros() {
        return TimeUnit.MILLISECONDS.toMicros(timeMillis());
    }
}
