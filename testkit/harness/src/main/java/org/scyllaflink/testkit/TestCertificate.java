/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key and the certificate that it has signed itself, made by the JDK's {@code keytool}: its own
 * authority, in all the forms in which programs ask for it.
 */
public final class TestCertificate {

    /** Password of all stores. */
    public static final String PASSWORD = "changeit";

    private static final String ALIAS = "self";

    private final Path folder;
    private final String name;
    private final KeyStore keys;

    private TestCertificate(Path folder, String name, KeyStore keys) {
        this.folder = folder;
        this.name = name;
        this.keys = keys;
    }

    /**
     * Makes a key and its certificate.
     *
     * @param folder where files are put; must exist
     * @param name of the owner, and the beginning of the files' names
     * @param hosts what the certificate is for, as keytool writes it: {@code dns:localhost}, {@code
     *     ip:127.0.0.1}
     * @throws IllegalStateException when keytool fails; the message is its output
     */
    public static TestCertificate make(Path folder, String name, String... hosts) {
        Path store = folder.resolve(name + "-keys.p12");
        try {
            keytool(store, name, String.join(",", hosts));
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            return new TestCertificate(folder, name, keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key store " + store, e);
        }
    }

    private static void keytool(Path store, String name, String hosts) throws IOException {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                ALIAS,
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "san=" + hosts,
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .start();
        try (InputStream output = keytool.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
        } catch (InterruptedException e) {
            keytool.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while keytool ran", e);
        }
    }

    /** PKCS12 store with key and certificate. */
    public Path keyStore() {
        return folder.resolve(name + "-keys.p12");
    }

    /** PKCS12 store with the certificate as a trusted one. */
    public Path trustStore() {
        Path store = folder.resolve(name + "-trust.p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, certificate());
            trusted.store(out, PASSWORD.toCharArray());
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("trust store " + store, e);
        }
    }

    /** The certificate as PEM text. */
    public String pem() {
        try {
            return pem("CERTIFICATE", certificate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("certificate of " + name, e);
        }
    }

    /** A file with the certificate as PEM. */
    public Path certificateFile() {
        return write(name + ".pem", pem());
    }

    /** A file with the private key as PEM, PKCS#8. */
    public Path keyFile() {
        try {
            Key key = keys.getKey(ALIAS, PASSWORD.toCharArray());
            return write(name + "-key.pem", pem("PRIVATE KEY", key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key of " + name, e);
        }
    }

    /** TLS settings of a server that shows the certificate. */
    public SSLContext serverContext() {
        try {
            KeyManagerFactory managers =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS with the key of " + name, e);
        }
    }

    private Certificate certificate() throws GeneralSecurityException {
        return keys.getCertificate(ALIAS);
    }

    private Path write(String file, String text) {
        try {
            return Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN "
                + kind
                + "-----\n"
                + Base64.getMimeEncoder().encodeToString(bytes)
                + "\n-----END "
                + kind
                + "-----\n";
    }
}
