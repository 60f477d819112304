/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.mapping.DynamicMapping;
import co.elastic.clients.elasticsearch._types.mapping.Property;
import co.elastic.clients.json.SimpleJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;
import org.scyllaflink.elasticsearch.CertificateAuthorities;

/** Makes the indices that are missing, so that no field gets the type of its first value. */
final class ElasticsearchIndices {

    /** A longer segment is stored, not indexed: Lucene takes terms of 32 766 bytes at most. */
    private static final int LONGEST_TERM = 8_191;

    private static final Property SEGMENT =
            Property.of(type -> type.keyword(keyword -> keyword.ignoreAbove(LONGEST_TERM)));
    private static final Property LONG = Property.of(type -> type.long_(number -> number));
    private static final Property DATE = Property.of(type -> type.date(date -> date));

    private static final Map<String, Property> COUNTS =
            Map.of("segment", SEGMENT, "count", LONG, "version", LONG, "updated_at", DATE);

    private static final Map<String, Property> HISTORY =
            Map.of(
                    "segment", SEGMENT,
                    "window_start", DATE,
                    "window_end", DATE,
                    "count", LONG,
                    "joined", LONG,
                    "left", LONG,
                    "expired", LONG,
                    "late", LONG);

    private ElasticsearchIndices() {}

    /**
     * @throws IOException if Elasticsearch cannot be reached or refuses; names hosts and index
     */
    static void createMissing(ElasticsearchOptions options) throws IOException {
        try (RestClientTransport transport =
                new RestClientTransport(client(options), new SimpleJsonpMapper())) {
            ElasticsearchClient client = new ElasticsearchClient(transport);
            createIfMissing(client, options, options.countsIndex(), COUNTS);
            createIfMissing(client, options, options.historyIndex(), HISTORY);
        }
    }

    private static void createIfMissing(
            ElasticsearchClient client,
            ElasticsearchOptions options,
            String index,
            Map<String, Property> fields)
            throws IOException {
        try {
            if (!client.indices().exists(request -> request.index(index)).value()) {
                client.indices()
                        .create(
                                request ->
                                        request.index(index)
                                                .mappings(
                                                        mapping ->
                                                                mapping.dynamic(
                                                                                DynamicMapping
                                                                                        .Strict)
                                                                        .properties(fields)));
            }
        } catch (ElasticsearchException e) {
            if (!"resource_already_exists_exception".equals(e.error().type())) {
                throw failure(options, index, e.error().reason(), e);
            }
        } catch (IOException e) {
            throw failure(options, index, e.toString(), e);
        }
    }

    private static IOException failure(
            ElasticsearchOptions options, String index, String reason, Exception cause) {
        return new IOException(
                "--elasticsearch-hosts: "
                        + String.join(", ", options.hosts())
                        + ": index '"
                        + index
                        + "' cannot be looked up or made: "
                        + reason
                        + " (expected: Elasticsearch 8 or 9 that answers and allows it)",
                cause);
    }

    private static RestClient client(ElasticsearchOptions options) throws IOException {
        URI first = URI.create(options.hosts().get(0));
        RestClientBuilder builder =
                RestClient.builder(
                                options.hosts().stream()
                                        .map(ElasticsearchIndices::httpHost)
                                        .toArray(HttpHost[]::new))
                        .setDefaultHeaders(headers(options.access()));
        if (!first.getPath().replace("/", "").isEmpty()) {
            builder.setPathPrefix(first.getPath());
        }
        if (options.caCertificate() != null) {
            SSLContext tls = CertificateAuthorities.sslContext(options.caCertificate());
            builder.setHttpClientConfigCallback(http -> http.setSSLContext(tls));
        }
        return builder.build();
    }

    private static HttpHost httpHost(String url) {
        URI uri = URI.create(url);
        return new HttpHost(uri.getHost(), uri.getPort(), uri.getScheme());
    }

    private static Header[] headers(ElasticsearchAccess access) {
        if (access instanceof ElasticsearchAccess.Login login) {
            String pair = login.username() + ":" + login.password().text();
            String encoded =
                    Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            return new Header[] {new BasicHeader("Authorization", "Basic " + encoded)};
        }
        if (access instanceof ElasticsearchAccess.ApiKey key) {
            return new Header[] {
                new BasicHeader("Authorization", "ApiKey " + key.encoded().text())
            };
        }
        return new Header[0];
    }
}
