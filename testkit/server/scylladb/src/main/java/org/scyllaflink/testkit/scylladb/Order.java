/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

/** Something that a test wants of the stand-in; its text is what was understood. */
interface Order {
    /**
     * Does it, before the client gets its answer.
     *
     * @throws org.apache.cassandra.exceptions.InvalidRequestException when it cannot be done
     */
    void execute();
}
