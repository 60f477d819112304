/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ErrorResponse;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.json.SimpleJsonpMapper;
import co.elastic.clients.transport.JsonEndpoint;
import co.elastic.clients.transport.endpoints.EndpointBase;
import co.elastic.clients.transport.endpoints.SimpleJsonEndpoint;
import co.elastic.clients.transport.instrumentation.NoopInstrumentation;
import co.elastic.clients.transport.rest_client.RestClientOptions;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import co.elastic.clients.util.BinaryData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;
import org.apache.http.impl.nio.reactor.IOReactorConfig;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/** The official client, set up for bulk requests. One for each writer. */
final class BulkClient implements AutoCloseable {

    /** All that is read of an answer; the rest of it would be most of the answer. */
    private static final String ANSWER_FIELDS =
            "took,errors,status,error,items.*._index,items.*.status,"
                    + "items.*.error.type,items.*.error.reason";

    private static final JsonEndpoint<BinaryData, BulkResponse, ErrorResponse> BULK =
            new SimpleJsonEndpoint<>(
                    "es/bulk",
                    body -> "POST",
                    body -> "/_bulk",
                    EndpointBase.emptyMap(),
                    EndpointBase.emptyMap(),
                    EndpointBase.emptyMap(),
                    true,
                    BulkResponse._DESERIALIZER);

    private final RestClientTransport transport;

    private BulkClient(RestClientTransport transport) {
        this.transport = transport;
    }

    /**
     * A client that connects with the first request.
     *
     * @param maxRequests the number of requests that may be under way at a time
     */
    static BulkClient of(ElasticsearchConnection connection, int maxRequests) throws IOException {
        SSLContext tls = sslContext(connection.trust());
        RestClientBuilder builder =
                RestClient.builder(
                                connection.hosts().stream()
                                        .map(BulkClient::httpHost)
                                        .toArray(HttpHost[]::new))
                        .setDefaultHeaders(headers(connection.credentials()))
                        .setRequestConfigCallback(request -> timed(request, connection))
                        .setHttpClientConfigCallback(
                                http -> sized(http, maxRequests, connection).setSSLContext(tls));
        if (!connection.pathPrefix().isEmpty()) {
            builder.setPathPrefix(connection.pathPrefix());
        }
        RestClientOptions.Builder options =
                new RestClientOptions.Builder(RequestOptions.DEFAULT.toBuilder());
        options.setParameter("filter_path", ANSWER_FIELDS);
        return new BulkClient(
                new RestClientTransport(
                        builder.build(),
                        new SimpleJsonpMapper(),
                        options.build(),
                        NoopInstrumentation.INSTANCE));
    }

    /**
     * Sends the operations in one request. The future completes in a thread of the client, with the
     * client's own exceptions if there is no answer or it is no success.
     */
    CompletableFuture<BulkResponse> bulk(List<ElasticsearchOperation> operations) {
        try {
            BinaryData body = BulkBody.of(operations, transport.jsonpMapper());
            return transport.performRequestAsync(body, BULK, null);
        } catch (IOException e) {
            throw new UncheckedIOException("A bulk request could not be put together", e);
        }
    }

    @Override
    public void close() throws IOException {
        transport.close();
    }

    private static RequestConfig.Builder timed(
            RequestConfig.Builder request, ElasticsearchConnection connection) {
        return request.setConnectTimeout((int) connection.connectTimeout().toMillis())
                .setSocketTimeout((int) connection.socketTimeout().toMillis());
    }

    private static HttpAsyncClientBuilder sized(
            HttpAsyncClientBuilder http, int maxRequests, ElasticsearchConnection connection) {
        return http.setMaxConnPerRoute(maxRequests)
                .setMaxConnTotal(maxRequests * connection.hosts().size())
                // A writer is one of many in its process: one thread for its answers is enough.
                .setDefaultIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(1).build());
    }

    private static HttpHost httpHost(URI host) {
        return new HttpHost(host.getHost(), host.getPort(), host.getScheme());
    }

    private static Header[] headers(Credentials credentials) {
        return credentials
                .authorization()
                .map(value -> new Header[] {new BasicHeader("Authorization", value)})
                .orElseGet(() -> new Header[0]);
    }

    static SSLContext sslContext(Trust trust) throws IOException {
        try {
            return trust.sslContext();
        } catch (GeneralSecurityException e) {
            throw new IOException("Elasticsearch sink: TLS cannot be set up with " + trust, e);
        }
    }
}
