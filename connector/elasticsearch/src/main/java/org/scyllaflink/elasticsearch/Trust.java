/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates the sink accepts from an https host. */
sealed interface Trust extends Serializable {

    /** The TLS settings for connections. */
    SSLContext sslContext() throws GeneralSecurityException, IOException;

    /** Those that the JVM trusts. */
    enum Jvm implements Trust {
        JVM;

        @Override
        public SSLContext sslContext() throws GeneralSecurityException {
            return SSLContext.getDefault();
        }
    }

    /** Only those signed by these authorities, given as PEM text (which travels with the job). */
    record Authorities(String pem) implements Trust {
        public Authorities {
            try {
                if (certificates(pem).isEmpty()) {
                    throw new CertificateException("no certificate in it");
                }
            } catch (CertificateException e) {
                throw new IllegalArgumentException(
                        "caCertificate: "
                                + pem.length()
                                + " characters (expected X.509 certificates as PEM text): "
                                + e.getMessage(),
                        e);
            }
        }

        @Override
        public SSLContext sslContext() throws GeneralSecurityException, IOException {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            for (Certificate certificate : certificates(pem)) {
                authorities.setCertificateEntry("ca-" + authorities.size(), certificate);
            }
            TrustManagerFactory managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        }

        private static Collection<? extends Certificate> certificates(String pem)
                throws CertificateException {
            byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes));
        }

        @Override
        public String toString() {
            return "Authorities[" + pem.length() + " characters]";
        }
    }
}
