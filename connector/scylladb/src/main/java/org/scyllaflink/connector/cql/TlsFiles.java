/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Reads the files of {@link Tls} settings, each before any connection is made, so that a wrong one
 * is not taken for a node that does not answer.
 */
final class TlsFiles {

    private static final String CERTIFICATES = "X.509 certificates as PEM";
    private static final String STORE = "a JKS or PKCS12 store and its password";

    private TlsFiles() {}

    /**
     * @throws IOException naming setting, path, this machine and the reason
     */
    static SSLContext read(Tls tls) throws IOException {
        SslContextBuilder context = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        if (tls.trusted() instanceof Tls.TrustedAuthorities.Pem pem) {
            File authorities = new File("TLS authorities", pem.path(), CERTIFICATES);
            authorities.use(bytes -> context.trustManager(new ByteArrayInputStream(bytes)));
        } else if (tls.trusted() instanceof Tls.TrustedAuthorities.Store store) {
            context.trustManager(trustManagers(store));
        }
        if (tls.identity() instanceof Tls.ClientIdentity.Pem pem) {
            addIdentity(context, pem);
        } else if (tls.identity() instanceof Tls.ClientIdentity.Store store) {
            context.keyManager(keyManagers(store));
        }
        return ((JdkSslContext) context.build()).context();
    }

    private static void addIdentity(SslContextBuilder context, Tls.ClientIdentity.Pem pem)
            throws IOException {
        File certificate = new File("TLS certificate", pem.certificatePath(), CERTIFICATES);
        File key =
                new File(
                        "TLS key",
                        pem.keyPath(),
                        "a private key as PEM in PKCS#8, 'BEGIN PRIVATE KEY', of the certificate");
        certificate.use(
                bytes ->
                        CertificateFactory.getInstance("X.509")
                                .generateCertificates(new ByteArrayInputStream(bytes))
                                .iterator()
                                .next());
        byte[] chain = certificate.bytes();
        key.use(
                bytes ->
                        context.keyManager(
                                new ByteArrayInputStream(chain), new ByteArrayInputStream(bytes)));
    }

    private static TrustManagerFactory trustManagers(Tls.TrustedAuthorities.Store store)
            throws IOException {
        File file = new File("TLS trust store", store.path(), STORE);
        return file.use(
                bytes -> {
                    TrustManagerFactory managers =
                            TrustManagerFactory.getInstance(
                                    TrustManagerFactory.getDefaultAlgorithm());
                    managers.init(keyStore(bytes, store.password()));
                    return managers;
                });
    }

    private static KeyManagerFactory keyManagers(Tls.ClientIdentity.Store store)
            throws IOException {
        File file = new File("TLS key store", store.path(), STORE + ", which is the key's, too");
        return file.use(
                bytes -> {
                    KeyManagerFactory managers =
                            KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                    managers.init(
                            keyStore(bytes, store.password()),
                            store.password().reveal().toCharArray());
                    return managers;
                });
    }

    /** Of either type: the JDK tells JKS and PKCS12 apart itself. */
    private static KeyStore keyStore(byte[] bytes, Secret password)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(new ByteArrayInputStream(bytes), password.reveal().toCharArray());
        return store;
    }

    /** The machine whose files are read, for messages. */
    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "(unknown)";
        }
    }

    /** A use of the bytes of a file. */
    private interface Use<T> {
        T of(byte[] bytes) throws GeneralSecurityException, IOException;
    }

    private record File(String setting, String path, String expected) {

        byte[] bytes() throws IOException {
            try {
                return Files.readAllBytes(Path.of(path));
            } catch (NoSuchFileException e) {
                throw failure("there is no such file", e);
            } catch (AccessDeniedException e) {
                throw failure("not to be read by this user", e);
            } catch (IOException | RuntimeException e) {
                throw failure(e.getMessage(), e);
            }
        }

        <T> T use(Use<T> use) throws IOException {
            byte[] bytes = bytes();
            try {
                return use.of(bytes);
            } catch (GeneralSecurityException | IOException | RuntimeException e) {
                throw failure(e.getMessage(), e);
            }
        }

        private IOException failure(String reason, Exception cause) {
            return new IOException(
                    setting
                            + ": '"
                            + path
                            + "' on host "
                            + host()
                            + ": "
                            + reason
                            + " (expected: "
                            + expected
                            + ")",
                    cause);
        }
    }
}
