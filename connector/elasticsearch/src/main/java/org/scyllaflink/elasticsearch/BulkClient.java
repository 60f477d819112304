/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.json.SimpleJsonpMapper;
import co.elastic.clients.transport.instrumentation.NoopInstrumentation;
import co.elastic.clients.transport.rest_client.RestClientOptions;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
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
import org.scyllaflink.elasticsearch.ElasticsearchOperation.Upsert;

/** The official client, set up for bulk requests. One for each writer. */
final class BulkClient implements AutoCloseable {

    /** All that is read of an answer; the rest of it would be most of the answer. */
    private static final String ANSWER_FIELDS =
            "took,errors,status,error,items.*._index,items.*.status,"
                    + "items.*.error.type,items.*.error.reason";

    private final RestClientTransport transport;
    private final ElasticsearchAsyncClient client;

    private BulkClient(RestClientTransport transport) {
        this.transport = transport;
        this.client = new ElasticsearchAsyncClient(transport);
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
        List<BulkOperation> lines = new ArrayList<>(operations.size());
        for (ElasticsearchOperation operation : operations) {
            lines.add(bulkOperation(operation));
        }
        return client.bulk(BulkRequest.of(request -> request.operations(lines)));
    }

    @Override
    public void close() throws IOException {
        transport.close();
    }

    private static BulkOperation bulkOperation(ElasticsearchOperation operation) {
        if (operation instanceof Upsert upsert) {
            BinaryData document =
                    BinaryData.of(upsert.document().bytes(), ContentType.APPLICATION_JSON);
            return BulkOperation.of(
                    bulk ->
                            bulk.<BinaryData>index(
                                    index ->
                                            index.index(upsert.index())
                                                    .id(upsert.id())
                                                    .version(upsert.version())
                                                    .versionType(VersionType.ExternalGte)
                                                    .document(document)));
        }
        return BulkOperation.of(
                bulk ->
                        bulk.delete(
                                delete ->
                                        delete.index(operation.index())
                                                .id(operation.id())
                                                .version(operation.version())
                                                .versionType(VersionType.ExternalGte)));
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

    private static SSLContext sslContext(Trust trust) throws IOException {
        try {
            return trust.sslContext();
        } catch (GeneralSecurityException e) {
            throw new IOException("Elasticsearch sink: TLS cannot be set up with " + trust, e);
        }
    }
}
