/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import org.apache.cassandra.db.DecoratedKey;

/**
 * Finds the stream of a change: all vnode tables share theirs, a table with tablets has its own.
 */
interface LogStreams {
    /**
     * Returns the stream for a change of a base partition.
     *
     * @param baseToken of the partition
     * @param writeMicros the time of the change
     * @param nowMicros the server's clock
     * @throws org.apache.cassandra.exceptions.InvalidRequestException when changes of that time are
     *     not taken
     */
    DecoratedKey streamFor(long baseToken, long writeMicros, long nowMicros);
}
