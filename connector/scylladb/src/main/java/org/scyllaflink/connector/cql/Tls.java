/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * How nodes and the connector prove to each other who they are. Files are read where the connection
 * is opened: on the JobManager and on every TaskManager.
 *
 * @param trusted whose certificates are accepted; null for the authorities that the JVM trusts
 * @param identity shown to nodes that ask for it; null for none
 * @param verifiesHostNames whether a node's certificate must be for the node's name or address
 */
@PublicEvolving
public record Tls(
        @Nullable TrustedAuthorities trusted,
        @Nullable ClientIdentity identity,
        boolean verifiesHostNames)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Trusts whom the JVM trusts, shows no certificate, and verifies host names. */
    public static Tls enabled() {
        return new Tls(null, null, true);
    }

    /**
     * Trusts only these authorities.
     *
     * @param pem path of a PEM file with one or more X.509 certificates
     */
    public Tls withAuthorities(String pem) {
        return new Tls(new TrustedAuthorities.Pem(pem), identity, verifiesHostNames);
    }

    /**
     * Trusts only the authorities in a JKS or PKCS12 store.
     *
     * @param path of the store
     */
    public Tls withTrustStore(String path, Secret password) {
        return new Tls(new TrustedAuthorities.Store(path, password), identity, verifiesHostNames);
    }

    /**
     * Shows a certificate.
     *
     * @param certificatePem path of a PEM file with the certificate and those between it and its
     *     authority
     * @param keyPem path of a PEM file with the private key, PKCS#8
     */
    public Tls withCertificate(String certificatePem, String keyPem) {
        ClientIdentity shown = new ClientIdentity.Pem(certificatePem, keyPem);
        return new Tls(trusted, shown, verifiesHostNames);
    }

    /**
     * Shows the certificate in a JKS or PKCS12 store.
     *
     * @param password of the store and of the key in it
     */
    public Tls withKeyStore(String path, Secret password) {
        return new Tls(trusted, new ClientIdentity.Store(path, password), verifiesHostNames);
    }

    /** Accepts certificates that are for another host: whoever has one can play a node. */
    public Tls withoutHostNameVerification() {
        return new Tls(trusted, identity, false);
    }

    /** Whose certificates are accepted. */
    public sealed interface TrustedAuthorities extends Serializable {

        /** See {@link Tls#withAuthorities}. */
        record Pem(String path) implements TrustedAuthorities {
            private static final long serialVersionUID = 1L;
        }

        /** See {@link Tls#withTrustStore}. */
        record Store(String path, Secret password) implements TrustedAuthorities {
            private static final long serialVersionUID = 1L;
        }
    }

    /** Certificate and key of the connector. */
    public sealed interface ClientIdentity extends Serializable {

        /** See {@link Tls#withCertificate}. */
        record Pem(String certificatePath, String keyPath) implements ClientIdentity {
            private static final long serialVersionUID = 1L;
        }

        /** See {@link Tls#withKeyStore}. */
        record Store(String path, Secret password) implements ClientIdentity {
            private static final long serialVersionUID = 1L;
        }
    }
}
