/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scyllaflink.testkit.TestCertificate;

/** Files of TLS settings are read, or refused by name, before any connection is made. */
class TlsFilesTest {

    private static final Secret PASSWORD = Secret.of(TestCertificate.PASSWORD);

    @TempDir private static Path folder;
    private static Path noFile;
    private static Path text;
    private static TestCertificate certificate;

    @BeforeAll
    static void makeFiles() throws IOException {
        noFile = folder.resolve("none");
        text = Files.writeString(folder.resolve("text"), "tomato");
        certificate = TestCertificate.make(folder, "client", "dns:localhost");
    }

    /** A setting and what is said of a file that is none of its kind. */
    private enum Setting {
        AUTHORITIES("TLS authorities", "X.509 certificates as PEM") {
            @Override
            Tls with(Path file) {
                return Tls.enabled().withAuthorities(file.toString());
            }
        },
        CERTIFICATE("TLS certificate", "X.509 certificates as PEM") {
            @Override
            Tls with(Path file) {
                return Tls.enabled()
                        .withCertificate(file.toString(), certificate.keyFile().toString());
            }
        },
        KEY("TLS key", "a private key as PEM in PKCS#8") {
            @Override
            Tls with(Path file) {
                return Tls.enabled()
                        .withCertificate(certificate.certificateFile().toString(), file.toString());
            }
        },
        TRUST_STORE("TLS trust store", "a JKS or PKCS12 store and its password") {
            @Override
            Tls with(Path file) {
                return Tls.enabled().withTrustStore(file.toString(), PASSWORD);
            }
        },
        KEY_STORE("TLS key store", "a JKS or PKCS12 store and its password") {
            @Override
            Tls with(Path file) {
                return Tls.enabled().withKeyStore(file.toString(), PASSWORD);
            }
        };

        private final String title;
        private final String expected;

        Setting(String title, String expected) {
            this.title = title;
            this.expected = expected;
        }

        abstract Tls with(Path file);
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsMissingIsNamedWithTheHost(Setting setting) throws IOException {
        assertThatThrownBy(() -> TlsFiles.read(setting.with(noFile)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        setting.title
                                + ": '"
                                + noFile
                                + "' on host "
                                + InetAddress.getLocalHost().getHostName()
                                + ": there is no such file (expected: "
                                + setting.expected);
    }

    @ParameterizedTest
    @EnumSource
    void aFileOfAnotherKindIsNamedWithoutWhatIsInIt(Setting setting) {
        assertThatThrownBy(() -> TlsFiles.read(setting.with(text)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(setting.title + ": '" + text + "' on host ")
                .hasMessageContaining(" (expected: " + setting.expected)
                .satisfies(
                        e ->
                                assertThat(ExceptionUtils.stringifyException(e))
                                        .doesNotContain("tomato"));
    }

    @ParameterizedTest
    @EnumSource
    void aFolderIsNoFile(Setting setting) {
        assertThatThrownBy(() -> TlsFiles.read(setting.with(folder)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(setting.title + ": '" + folder + "' on host ");
    }

    @Test
    void aWrongPasswordDoesNotShow() {
        Tls tls =
                Tls.enabled().withKeyStore(certificate.keyStore().toString(), Secret.of("potato"));

        assertThatThrownBy(() -> TlsFiles.read(tls))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("TLS key store: '" + certificate.keyStore())
                .satisfies(
                        e ->
                                assertThat(ExceptionUtils.stringifyException(e))
                                        .doesNotContain("potato"));
    }

    @Test
    void aKeyWithAnotherPasswordThanItsStoreIsRefused() throws Exception {
        char[] password = TestCertificate.PASSWORD.toCharArray();
        KeyStore made = KeyStore.getInstance(certificate.keyStore().toFile(), password);
        String alias = made.aliases().nextElement();
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        store.setKeyEntry(
                alias,
                made.getKey(alias, password),
                "potato".toCharArray(),
                made.getCertificateChain(alias));
        Path file = folder.resolve("two-passwords.jks");
        try (OutputStream target = Files.newOutputStream(file)) {
            store.store(target, password);
        }

        assertThatThrownBy(
                        () -> TlsFiles.read(Tls.enabled().withKeyStore(file.toString(), PASSWORD)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("TLS key store: '" + file + "' on host ")
                .hasMessageEndingWith(
                        " (expected: a JKS or PKCS12 store and its password, which is the key's,"
                                + " too)");
    }

    @Test
    void aCertificateInPlaceOfAKeyIsRefused() {
        TestCertificate other = TestCertificate.make(folder, "other", "dns:localhost");
        Tls tls =
                Tls.enabled()
                        .withCertificate(
                                certificate.certificateFile().toString(),
                                other.certificateFile().toString());

        assertThatThrownBy(() -> TlsFiles.read(tls))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("TLS key: '" + other.certificateFile());
    }
}
