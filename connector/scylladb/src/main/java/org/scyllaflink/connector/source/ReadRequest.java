/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.Serializable;
import org.scyllaflink.connector.cql.CdcConnection;

/** All that was asked of a source, apart from what becomes of the changes. */
record ReadRequest(
        CdcConnection connection,
        TableSelection tables,
        StartingPoint start,
        StoppingPoint stop,
        LogDemands demands,
        ReadOptions options,
        SourceClock clock)
        implements Serializable {

    private static final long serialVersionUID = 1L;
}
