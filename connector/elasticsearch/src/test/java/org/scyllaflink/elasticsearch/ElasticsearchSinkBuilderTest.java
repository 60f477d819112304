/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.elasticsearch.ElasticsearchOperation.Delete;

class ElasticsearchSinkBuilderTest {
    private static final String HOST_FORM = " (expected http://host:port or https://host:port)";

    static Stream<Arguments> badInput() {
        return Stream.of(
                bad(b -> b.setHosts(), "hosts: none" + HOST_FORM),
                bad(b -> b.setHosts("localhost:9200"), "hosts: localhost:9200" + HOST_FORM),
                bad(b -> b.setHosts("ftp://a:9200"), "hosts: ftp://a:9200" + HOST_FORM),
                bad(b -> b.setHosts("http://a b"), "hosts: http://a b" + HOST_FORM),
                bad(b -> b.setHosts("http://a?x=1"), "hosts: http://a?x=1" + HOST_FORM),
                bad(
                        b -> b.setHosts("https://elastic:s3cret@a:9200"),
                        "hosts: https://***@a:9200 with a user in it (expected credentials given by"
                                + " setCredentials or setApiKey)"),
                bad(
                        b -> b.setHosts("https://elastic:s3 cret@a:9200"),
                        "hosts: https://***@a:9200" + HOST_FORM),
                bad(
                        b -> b.setHosts("http://a/x", "http://b/y"),
                        "hosts: [http://a/x, http://b/y] (expected the same path for all)"),
                bad(b -> b.setConverter(null), "converter: null (expected one by setConverter)"),
                bad(b -> b.setBulkMaxActions(0), "bulkMaxActions: 0 (expected > 0)"),
                bad(
                        b -> b.setBulkMaxSize(MemorySize.ZERO),
                        "bulkMaxSize: 0 bytes (expected > 0 bytes)"),
                bad(b -> b.setBulkInterval(Duration.ZERO), "bulkInterval: 0 ms (expected > 0 ms)"),
                bad(b -> b.setMaxInFlightRequests(-1), "maxInFlightRequests: -1 (expected > 0)"),
                bad(
                        b -> b.setMaxBufferedRequests(1000),
                        "maxBufferedRequests: 1000 (expected > bulkMaxActions, which is 1000)"),
                bad(b -> b.setMaxAttempts(0), "maxAttempts: 0 (expected > 0)"),
                bad(
                        b -> b.setRetryBackoff(Duration.ZERO, Duration.ofSeconds(1)),
                        "retryBackoff.initial: 0 ms (expected > 0 ms)"),
                bad(
                        b -> b.setRetryBackoff(Duration.ofSeconds(2), Duration.ofSeconds(1)),
                        "retryBackoff.max: 1000 ms (expected at least the initial 2000 ms)"),
                bad(
                        b -> b.setConnectTimeout(Duration.ZERO),
                        "connectTimeout: 0 ms (expected > 0 ms and below 24 days)"),
                bad(
                        b -> b.setSocketTimeout(Duration.ofDays(30)),
                        "socketTimeout: 2592000000 ms (expected > 0 ms and below 24 days)"),
                bad(
                        b -> b.setCredentials("a:b", "s3cret"),
                        "username: a:b (expected a name without ':')"),
                bad(b -> b.setCredentials("a", null), "password: null (expected a text)"),
                bad(
                        b -> b.setApiKey("s3cret\r\nHost: b"),
                        "apiKey: *** (expected the 'encoded' form: base64 of id:key)"),
                bad(
                        b -> b.setApiKey("czNjcmV0").setCredentials("a", "s3cret"),
                        "credentials: set twice (expected one of setCredentials and setApiKey)"),
                bad(
                        b -> b.setCaCertificate("/etc/ca.crt"),
                        "caCertificate: 11 characters (expected X.509 certificates as PEM text)"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("badInput")
    void refusesBadInputByName(Consumer<ElasticsearchSinkBuilder<String>> set, String message) {
        assertThatThrownBy(
                        () -> {
                            ElasticsearchSinkBuilder<String> builder = valid();
                            set.accept(builder);
                            builder.build();
                        })
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith(message)
                .doesNotContain("s3cret");
    }

    @Test
    void secretsDoNotShow() {
        assertThat(valid().setCredentials("elastic", "s3cret").build().toString())
                .contains("http://localhost:9200", "elastic", "***")
                .doesNotContain("s3cret");
        assertThat(valid().setApiKey("czNjcmV0").build().toString())
                .contains("ApiKey[***]")
                .doesNotContain("czNjcmV0");
    }

    @Test
    void sinkTravelsWithTheJob() throws IOException, ClassNotFoundException {
        ElasticsearchSink<String> sink = valid().setCredentials("elastic", "s3cret").build();

        assertThat(InstantiationUtil.<ElasticsearchSink<String>>clone(sink).toString())
                .isEqualTo(sink.toString());
    }

    @Test
    void hostsMayHaveNoPortOrACommonPath() {
        assertThatCode(() -> valid().setHosts("https://a.example", "https://[::1]:9200").build())
                .doesNotThrowAnyException();
        assertThatCode(() -> valid().setHosts("http://a/es/", "http://b/es").build())
                .doesNotThrowAnyException();
    }

    private static ElasticsearchSinkBuilder<String> valid() {
        return ElasticsearchSink.<String>builder()
                .setHosts("http://localhost:9200")
                .setConverter(id -> new Delete("i", id, 1));
    }

    private static Arguments bad(Consumer<ElasticsearchSinkBuilder<String>> set, String message) {
        return arguments(set, message);
    }
}
