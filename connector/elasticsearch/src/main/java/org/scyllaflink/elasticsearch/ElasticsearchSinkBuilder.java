/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.java.ClosureCleaner;
import org.apache.flink.configuration.MemorySize;

/**
 * Builds an {@link ElasticsearchSink}. Hosts and converter are required. A value that cannot be is
 * refused, at the latest by {@link #build()}, with an {@link IllegalArgumentException} that reads
 * {@code name: value (expected ...)}.
 *
 * @param <T> type of the elements
 */
@PublicEvolving
public final class ElasticsearchSinkBuilder<T> {
    private List<URI> hosts = List.of();
    private ElasticsearchOperationConverter<T> converter;
    private Credentials credentials = Credentials.None.NONE;
    private Trust trust = Trust.Jvm.JVM;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration socketTimeout = Duration.ofSeconds(30);
    private int bulkMaxActions = 1000;
    private MemorySize bulkMaxSize = MemorySize.ofMebiBytes(2);
    private Duration bulkInterval = Duration.ofSeconds(1);
    private int maxInFlightRequests = 5;
    private int maxBufferedRequests = 10_000;
    private Duration initialBackoff = Duration.ofMillis(500);
    private Duration maxBackoff = Duration.ofSeconds(30);
    private int maxAttempts = 12;

    ElasticsearchSinkBuilder() {}

    /**
     * The nodes to send to, in turn.
     *
     * @param hosts for example {@code https://localhost:9200}; without a port the one of http or
     *     https; a path in front of Elasticsearch's own has to be the same for all
     */
    public ElasticsearchSinkBuilder<T> setHosts(String... hosts) {
        this.hosts = ElasticsearchConnection.parseHosts(hosts);
        return this;
    }

    /**
     * What is to be done for an element.
     *
     * @param converter serializable, as it travels with the job
     */
    public ElasticsearchSinkBuilder<T> setConverter(ElasticsearchOperationConverter<T> converter) {
        this.converter = converter;
        return this;
    }

    /** The user to write as. Default: none. Not together with {@link #setApiKey}. */
    public ElasticsearchSinkBuilder<T> setCredentials(String username, String password) {
        requireNoCredentials();
        this.credentials = new Credentials.Basic(username, password);
        return this;
    }

    /**
     * The API key to write with. Default: none. Not together with {@link #setCredentials}.
     *
     * @param encoded the value that Elasticsearch calls {@code encoded}: base64 of id, colon, key
     */
    public ElasticsearchSinkBuilder<T> setApiKey(String encoded) {
        requireNoCredentials();
        this.credentials = new Credentials.ApiKey(encoded);
        return this;
    }

    /**
     * The authorities that may sign the certificates of https hosts. Default: those of the JVM.
     *
     * @param pem one or more X.509 certificates as PEM text, for example the content of the {@code
     *     http_ca.crt} that Elasticsearch writes
     */
    public ElasticsearchSinkBuilder<T> setCaCertificate(String pem) {
        this.trust = new Trust.Authorities(pem);
        return this;
    }

    /** How long to wait for a connection. Default: 5 s. */
    public ElasticsearchSinkBuilder<T> setConnectTimeout(Duration timeout) {
        this.connectTimeout = timeout;
        return this;
    }

    /** How long to wait for the next byte of an answer. Default: 30 s. */
    public ElasticsearchSinkBuilder<T> setSocketTimeout(Duration timeout) {
        this.socketTimeout = timeout;
        return this;
    }

    /** The most operations in one bulk request. Default: 1000. */
    public ElasticsearchSinkBuilder<T> setBulkMaxActions(int actions) {
        this.bulkMaxActions = actions;
        return this;
    }

    /** The size at which a bulk request is full; a larger document goes alone. Default: 2 MiB. */
    public ElasticsearchSinkBuilder<T> setBulkMaxSize(MemorySize size) {
        this.bulkMaxSize = size;
        return this;
    }

    /** How long an operation waits for a bulk request to fill up, at most. Default: 1 s. */
    public ElasticsearchSinkBuilder<T> setBulkInterval(Duration interval) {
        this.bulkInterval = interval;
        return this;
    }

    /** The most bulk requests under way, for each parallel writer. Default: 5. */
    public ElasticsearchSinkBuilder<T> setMaxInFlightRequests(int requests) {
        this.maxInFlightRequests = requests;
        return this;
    }

    /**
     * The most documents waiting to be sent, for each parallel writer; then the job is slowed down.
     * Default: 10 000.
     */
    public ElasticsearchSinkBuilder<T> setMaxBufferedRequests(int requests) {
        this.maxBufferedRequests = requests;
        return this;
    }

    /**
     * The waits between attempts: doubled from the first up to the longest, each shortened by
     * chance by up to a half. Default: 500 ms, 30 s.
     */
    public ElasticsearchSinkBuilder<T> setRetryBackoff(Duration initial, Duration max) {
        this.initialBackoff = initial;
        this.maxBackoff = max;
        return this;
    }

    /**
     * How often an operation is sent before the job fails. Default: 12, which with the default
     * waits rides out about two minutes and more without Elasticsearch.
     */
    public ElasticsearchSinkBuilder<T> setMaxAttempts(int attempts) {
        this.maxAttempts = attempts;
        return this;
    }

    /**
     * The sink.
     *
     * @throws IllegalArgumentException naming the first value that cannot be
     */
    public ElasticsearchSink<T> build() {
        if (converter == null) {
            throw new IllegalArgumentException("converter: null (expected one by setConverter)");
        }
        ClosureCleaner.ensureSerializable(converter);
        return new ElasticsearchSink<>(
                converter,
                new SinkSettings(
                        new ElasticsearchConnection(
                                hosts, credentials, trust, connectTimeout, socketTimeout),
                        new BulkLimits(
                                bulkMaxActions,
                                bulkMaxSize,
                                bulkInterval,
                                maxInFlightRequests,
                                maxBufferedRequests),
                        new RetryPolicy(initialBackoff, maxBackoff, maxAttempts)));
    }

    private void requireNoCredentials() {
        if (credentials != Credentials.None.NONE) {
            throw new IllegalArgumentException(
                    "credentials: set twice (expected one of setCredentials and setApiKey)");
        }
    }
}
