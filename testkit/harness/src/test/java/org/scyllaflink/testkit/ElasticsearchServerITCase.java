/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ElasticsearchExtension.class)
class ElasticsearchServerITCase {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void tellsItsVersionAndProductAtTheRoot(ElasticsearchServer server) throws Exception {
        HttpResponse<String> response = send(server, "GET", "/", "");

        assertThat(response.body()).contains("\"number\" : \"8.19.");
        assertThat(response.headers().firstValue("X-Elastic-Product")).contains("Elasticsearch");
    }

    @Test
    void olderVersionsAreRefusedAndEqualOnesTaken(ElasticsearchServer server) throws Exception {
        assertThat(put(server, "versions", 5, 1).statusCode()).isEqualTo(201);
        assertThat(put(server, "versions", 5, 2).statusCode()).isEqualTo(200);
        assertThat(put(server, "versions", 4, 3).statusCode()).isEqualTo(409);
        assertThat(get(server, "versions").body()).contains("\"count\":2");
    }

    @Test
    void anOlderWriteDoesNotUndoADelete(ElasticsearchServer server) throws Exception {
        put(server, "deletes", 5, 1);

        assertThat(send(server, "DELETE", document("deletes", 7), "").statusCode()).isEqualTo(200);
        assertThat(put(server, "deletes", 6, 2).statusCode()).isEqualTo(409);
        assertThat(get(server, "deletes").statusCode()).isEqualTo(404);
    }

    @Test
    void documentsOutliveAKill(@TempDir Path folder) throws Exception {
        try (ElasticsearchServer server = ElasticsearchServer.start(folder)) {
            put(server, "kept", 5, 1);

            server.kill();
            server.restart();

            assertThat(get(server, "kept").body()).contains("\"count\":1");
            assertThat(put(server, "kept", 4, 2).statusCode()).isEqualTo(409);
        }
    }

    private HttpResponse<String> put(
            ElasticsearchServer server, String index, long version, int count) throws Exception {
        return send(server, "PUT", document(index, version), "{\"count\":" + count + "}");
    }

    private HttpResponse<String> get(ElasticsearchServer server, String index) throws Exception {
        return send(server, "GET", "/" + index + "/_doc/1", "");
    }

    private static String document(String index, long version) {
        return "/" + index + "/_doc/1?version_type=external_gte&version=" + version;
    }

    private HttpResponse<String> send(
            ElasticsearchServer server, String method, String path, String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(server.uri().resolve(path))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body))
                        .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
