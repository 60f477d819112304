/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElasticsearchIndicesTest {

    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    @Test
    void eachOfSeveralAuthoritiesIsTrusted(@TempDir Path folder) throws Exception {
        KeyStore first = selfSigned(folder.resolve("first.p12"));
        KeyStore second = selfSigned(folder.resolve("second.p12"));
        for (KeyStore keys : List.of(first, second)) {
            HttpsServer server = serverWithBothIndices(keys);
            try {
                ElasticsearchIndices.createMissing(
                        new ElasticsearchOptions(
                                List.of("https://localhost:" + server.getAddress().getPort()),
                                "counts",
                                "history",
                                ElasticsearchAccess.open(),
                                pem(first) + pem(second)));
            } finally {
                server.stop(0);
            }
        }
        assertThat(requests)
                .containsExactly("HEAD /counts", "HEAD /history", "HEAD /counts", "HEAD /history");
    }

    private HttpsServer serverWithBothIndices(KeyStore keys) throws Exception {
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, STORE_PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext(
                "/",
                exchange -> {
                    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                    exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static String pem(KeyStore keys) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(keys.getCertificate("localhost").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
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
                                "CN=" + store.getFileName(),
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
