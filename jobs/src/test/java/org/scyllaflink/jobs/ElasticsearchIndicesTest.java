/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.testkit.TestCertificate;

class ElasticsearchIndicesTest {

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();

    @Test
    void eachOfSeveralAuthoritiesIsTrusted(@TempDir Path folder) throws Exception {
        TestCertificate first = TestCertificate.make(folder, "first", "dns:localhost");
        TestCertificate second = TestCertificate.make(folder, "second", "dns:localhost");
        for (TestCertificate certificate : List.of(first, second)) {
            HttpsServer server = serverWithBothIndices(certificate);
            try {
                ElasticsearchIndices.createMissing(
                        new ElasticsearchOptions(
                                List.of("https://localhost:" + server.getAddress().getPort()),
                                "counts",
                                "history",
                                ElasticsearchAccess.open(),
                                first.pem() + second.pem()));
            } finally {
                server.stop(0);
            }
        }
        assertThat(requests)
                .containsExactly("HEAD /counts", "HEAD /history", "HEAD /counts", "HEAD /history");
    }

    private HttpsServer serverWithBothIndices(TestCertificate certificate) throws Exception {
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
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
}
