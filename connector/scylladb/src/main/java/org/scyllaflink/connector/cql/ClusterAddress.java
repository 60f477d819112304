/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/** Where a cluster is, and how its nodes prove that they are its nodes. */
@PublicEvolving
public sealed interface ClusterAddress extends Serializable {

    /**
     * Nodes that are named one by one.
     *
     * @param contactPoints at least one; one that answers is enough
     * @param localDataCentre whose nodes are asked; null for that of the contact points
     * @param localRack whose replicas are asked first; null for any; only with a data centre
     * @param tls null for connections without TLS
     */
    record Nodes(
            List<ContactPoint> contactPoints,
            @Nullable String localDataCentre,
            @Nullable String localRack,
            @Nullable Tls tls)
            implements ClusterAddress {

        private static final long serialVersionUID = 1L;

        public Nodes {
            contactPoints = List.copyOf(contactPoints);
            if (contactPoints.isEmpty()) {
                throw new IllegalArgumentException("contact points: none (expected: at least one)");
            }
            if (localRack != null && localDataCentre == null) {
                throw new IllegalArgumentException(
                        "local rack: '"
                                + localRack
                                + "' without a local data centre (expected: both, as racks of"
                                + " different data centres may have one name)");
            }
        }

        Nodes withLocalDataCentre(@Nullable String name) {
            return new Nodes(contactPoints, name, localRack, tls);
        }

        Nodes withLocalRack(@Nullable String name) {
            return new Nodes(contactPoints, localDataCentre, name, tls);
        }

        Nodes withTls(@Nullable Tls settings) {
            return new Nodes(contactPoints, localDataCentre, localRack, settings);
        }

        @Override
        public String toString() {
            return contactPoints
                    + (localDataCentre == null ? "" : ", data centre '" + localDataCentre + "'")
                    + (localRack == null ? "" : ", rack '" + localRack + "'")
                    + (tls == null ? "" : ", " + tls);
        }
    }

    /**
     * A secure-connect bundle, which names nodes, data centre and certificates.
     *
     * @param path of the file on every machine that reads
     */
    record Bundle(String path) implements ClusterAddress {

        private static final long serialVersionUID = 1L;

        public Bundle {
            Objects.requireNonNull(path, "path");
        }

        @Override
        public String toString() {
            return "secure-connect bundle '" + path + "'";
        }
    }
}
