/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.connector.base.sink.writer.TestSinkInitContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.elasticsearch.ElasticsearchOperation.Delete;
import org.scyllaflink.testkit.TestCertificate;

@SuppressWarnings("try") // close() of a Flink writer may throw InterruptedException
class TrustTest {
    private static FakeElasticsearch server;
    private static String pem;

    @BeforeAll
    static void startServer(@TempDir Path directory) throws Exception {
        TestCertificate certificate =
                TestCertificate.make(directory, "elasticsearch", "dns:localhost");
        server = FakeElasticsearch.startWithTls(certificate.serverContext());
        pem = certificate.pem();
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
}
