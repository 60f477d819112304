/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

/** Who made a change: the log tells deletes of clients from those of the server itself. */
enum Author {
    CLIENT(Operation.ROW_DELETE, Operation.PARTITION_DELETE),
    SERVER(Operation.SERVICE_ROW_DELETE, Operation.SERVICE_PARTITION_DELETE);

    private final Operation rowDelete;
    private final Operation partitionDelete;

    Author(Operation rowDelete, Operation partitionDelete) {
        this.rowDelete = rowDelete;
        this.partitionDelete = partitionDelete;
    }

    Operation rowDelete() {
        return rowDelete;
    }

    Operation partitionDelete() {
        return partitionDelete;
    }
}
