/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.connector.base.sink.writer.TestSinkInitContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.elasticsearch.ElasticsearchOperation.Delete;

@SuppressWarnings("try") // close() of a Flink writer may throw InterruptedException
class TrustTest {
    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    private static FakeElasticsearch server;
    private static String pem;

    @BeforeAll
    static void startServer(@TempDir Path directory) throws Exception {
        KeyStore keys = selfSigned(directory.resolve("keys.p12"));
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, STORE_PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        server = FakeElasticsearch.startWithTls(tls);
        pem =
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getCertificate("localhost").getEncoded())
                        + "\n-----END CERTIFICATE-----\n";
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void certificatesOfAGivenAuthorityAreAccepted() throws Exception {
        write(builder().setCaCertificate(pem));

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void otherCertificatesFailAtOnceSayingWhatToCheck() {
        assertThatThrownBy(() -> write(builder()))
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "Elasticsearch at "
                                + server.url()
                                + " has a certificate that is not trusted or is for another host: ")
                .hasMessageEndingWith("Check setCaCertificate and the host names");
    }

    private static void write(ElasticsearchSinkBuilder<String> builder) throws Exception {
        try (SinkWriter<String> writer = builder.build().createWriter(new TestSinkInitContext())) {
            writer.write("a", null);
            writer.flush(true);
        }
    }

    private static ElasticsearchSinkBuilder<String> builder() {
        return ElasticsearchSink.<String>builder()
                .setHosts(server.url())
                .setConverter(id -> new Delete("i", id, 1));
    }

    private static KeyStore selfSigned(Path store) throws Exception {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "localhost",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(STORE_PASSWORD),
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD);
        }
        return keys;
    }
}
