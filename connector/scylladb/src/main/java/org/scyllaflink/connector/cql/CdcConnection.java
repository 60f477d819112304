/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.annotation.Internal;

/** How to reach a cluster; travels with the source to where it is read. */
@Internal
public interface CdcConnection extends Serializable {

    /**
     * Opens a connection. Connections of one JVM to one cluster with the same settings share a
     * session, which closes with the last of them. Blocks.
     *
     * @throws IOException if the cluster cannot be reached or refuses the login; names the contact
     *     points and data centre, never a secret
     */
    CdcCluster connect() throws IOException;
}
