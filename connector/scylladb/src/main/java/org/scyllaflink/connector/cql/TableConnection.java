/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.annotation.Internal;

/** How to reach a cluster whose tables are read themselves; travels with the source. */
@Internal
public interface TableConnection extends Serializable {

    /**
     * Opens a connection. Connections of one JVM to one cluster with the same settings share a
     * session, which closes with the last of them. Blocks.
     *
     * @throws IOException if the cluster cannot be reached or refuses the login; names the contact
     *     points and data centre, never a secret
     */
    BaseTables openTables() throws IOException;
}
