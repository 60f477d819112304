/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.TestSinkInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.ExceptionUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scyllaflink.elasticsearch.ElasticsearchOperation.Delete;
import org.scyllaflink.elasticsearch.ElasticsearchOperation.Upsert;
import org.scyllaflink.elasticsearch.FakeElasticsearch.Answer;
import org.scyllaflink.elasticsearch.FakeElasticsearch.Item;
import org.scyllaflink.elasticsearch.FakeElasticsearch.Request;

@SuppressWarnings("try") // close() of a Flink writer may throw InterruptedException
class ElasticsearchWriterTest {
    private final TestSinkInitContext context = new TestSinkInitContext();
    private FakeElasticsearch server;

    @BeforeEach
    void startServer() throws IOException {
        server = FakeElasticsearch.start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void sendsTheNewestVersionOfEachDocument() throws Exception {
        try (var writer = writer(builder())) {
            write(writer, upsert("a", 1), upsert("b", 1), upsert("a", 3), upsert("a", 2));
            writer.flush(true);
        }

        assertThat(server.requests()).extracting(Request::ids).containsExactly(List.of("a", "b"));
        assertThat(server.content())
                .containsEntry("i/a", "{\"v\":3}")
                .containsEntry("i/b", "{\"v\":1}");
        assertThat(context.getNumRecordsOutCounter().getCount()).isEqualTo(2);
    }

    @Test
    void sendsWhenABulkIsFull() throws Exception {
        try (var writer = writer(builder().setBulkMaxActions(2))) {
            write(writer, upsert("a", 1), upsert("b", 1), upsert("c", 1));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> server.requests().size() == 1);
            assertThat(server.requests().get(0).ids()).containsExactly("a", "b");
        }
    }

    @Test
    void sendsWhenTheIntervalIsOver() throws Exception {
        try (var writer = writer(builder().setBulkInterval(Duration.ofMillis(700)))) {
            write(writer, upsert("a", 1));
            context.getTestProcessingTimeService().setCurrentTime(699);
            assertThat(server.requests()).isEmpty();

            context.getTestProcessingTimeService().setCurrentTime(700);
            writer.flush(false);
        }
        assertThat(server.content()).containsOnlyKeys("i/a");
    }

    @Test
    void documentAboveTheSizeOfABulkGoesAlone() throws Exception {
        Upsert large =
                new Upsert("i", "b", 1, JsonDocument.of("{\"a\":\"" + "x".repeat(900) + "\"}"));
        try (var writer = writer(builder().setBulkMaxSize(new MemorySize(500)))) {
            write(writer, upsert("a", 1), large, upsert("c", 1));
            writer.flush(true);
        }
        assertThat(server.requests())
                .extracting(Request::ids)
                .containsExactlyInAnyOrder(List.of("a"), List.of("b"), List.of("c"));
        assertThat(context.getNumBytesOutCounter().getCount()).isGreaterThan(900);
    }

    @Test
    void checkpointWaitsForRetriesAndKeepsTheRest() throws Exception {
        server.answer(Answer.html(503), Answer.items(Item.busy(), Item.ok()));
        List<BufferedRequestState<ElasticsearchOperation>> states;
        try (var writer = writer(builder().setBulkMaxActions(2))) {
            write(writer, upsert("a", 1), upsert("b", 1), new Delete("i", "d", 4));
            writer.flush(false);
            states = writer.snapshotState(1);
        }
        assertThat(server.requests())
                .extracting(Request::ids)
                .containsExactly(List.of("a", "b"), List.of("a", "b"), List.of("a"));

        ElasticsearchSink<ElasticsearchOperation> restored =
                builder().setBulkMaxSize(new MemorySize(10)).build();
        try (var writer =
                restored.restoreWriter(
                        context, stored(restored.getWriterStateSerializer(), states))) {
            writer.flush(true);
        }
        assertThat(server.requests().get(3).actions())
                .extracting(action -> action.kind() + " " + action.id() + " " + action.version())
                .containsExactly("delete d 4");
    }

    @Test
    void refusedDocumentFailsTheJob() throws Exception {
        server.answer(Answer.items(new Item(400, "document_parsing_exception", "[1:6] no number")));
        try (var writer = writer(builder())) {
            write(writer, upsert("a", 1));

            assertThatThrownBy(() -> writer.flush(true))
                    .cause()
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "Elasticsearch at %s refused 1 of 1 operations, the first: index 'i', id"
                                    + " 'a': status 400, type document_parsing_exception, reason"
                                    + " '[1:6] no number'",
                            server.url());
        }
    }

    @Test
    void unknownUserFailsWithoutTheSecret() throws Exception {
        server.answer(Answer.error(401, "security_exception", "unable to authenticate user"));
        try (var writer = writer(builder().setCredentials("elastic", "s3cret"))) {
            write(writer, upsert("a", 1));

            assertThatThrownBy(() -> writer.flush(true))
                    .hasMessageContaining("Elasticsearch at " + server.url())
                    .hasMessageContaining("Check the user and password")
                    .hasStackTraceContaining("unable to authenticate user")
                    .satisfies(
                            error ->
                                    assertThat(stackTrace(error))
                                            .doesNotContain("s3cret")
                                            .doesNotContain("ZWxhc3RpYzpzM2NyZXQ="));
        }
        assertThat(server.requests().get(0).authorization())
                .isEqualTo("Basic ZWxhc3RpYzpzM2NyZXQ=");
    }

    @Test
    void apiKeyAndPathAreSent() throws Exception {
        try (var writer =
                writer(builder().setHosts(server.url() + "/search/").setApiKey("aWQ6a2V5"))) {
            write(writer, upsert("a", 1));
            writer.flush(true);
        }
        assertThat(server.requests().get(0).authorization()).isEqualTo("ApiKey aWQ6a2V5");
        assertThat(server.requests().get(0).path()).isEqualTo("/search/_bulk");
    }

    @Test
    void converterThatGivesNothingIsAnError() throws Exception {
        ElasticsearchSink<String> sink =
                ElasticsearchSink.<String>builder()
                        .setHosts(server.url())
                        .setConverter(text -> null)
                        .build();
        try (SinkWriter<String> writer = sink.createWriter(context)) {
            assertThatThrownBy(() -> writer.write("x", null))
                    .hasMessage(
                            "converter: null for an element of java.lang.String (expected an"
                                    + " operation; filter elements before the sink)");
        }
    }

    private ElasticsearchSinkBuilder<ElasticsearchOperation> builder() {
        return ElasticsearchSink.<ElasticsearchOperation>builder()
                .setHosts(server.url())
                .setConverter(operation -> operation)
                .setRetryBackoff(Duration.ofMillis(1), Duration.ofMillis(2));
    }

    private StatefulSinkWriter<ElasticsearchOperation, BufferedRequestState<ElasticsearchOperation>>
            writer(ElasticsearchSinkBuilder<ElasticsearchOperation> builder) throws IOException {
        return builder.build().createWriter(context);
    }

    private static void write(
            SinkWriter<ElasticsearchOperation> writer, ElasticsearchOperation... operations)
            throws Exception {
        for (ElasticsearchOperation operation : operations) {
            writer.write(operation, null);
        }
    }

    private static <S> List<S> stored(SimpleVersionedSerializer<S> serializer, List<S> states)
            throws IOException {
        List<S> read = new ArrayList<>();
        for (S state : states) {
            read.add(serializer.deserialize(serializer.getVersion(), serializer.serialize(state)));
        }
        return read;
    }

    private static Upsert upsert(String id, long version) {
        return new Upsert("i", id, version, JsonDocument.of("{\"v\":" + version + "}"));
    }

    private static String stackTrace(Throwable error) {
        return ExceptionUtils.stringifyException(error);
    }
}
