/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.elasticsearch.ElasticsearchOperation.Delete;
import org.scyllaflink.elasticsearch.ElasticsearchOperation.Upsert;
import org.scyllaflink.elasticsearch.FakeElasticsearch.Answer;
import org.scyllaflink.elasticsearch.FakeElasticsearch.Item;
import org.slf4j.LoggerFactory;

class BulkSenderTest {
    private static final RetryPolicy THREE_ATTEMPTS =
            new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(4), 3);
    private static final ElasticsearchOperation A = upsert("a", 1);
    private static final ElasticsearchOperation B = upsert("b", 1);
    private static final ElasticsearchOperation C = new Delete("i", "c", 1);

    private final BulkMetrics metrics =
            new BulkMetrics(
                    new ThreadSafeSimpleCounter(),
                    new ThreadSafeSimpleCounter(),
                    new ThreadSafeSimpleCounter(),
                    new ThreadSafeSimpleCounter());
    private FakeElasticsearch server;

    @BeforeEach
    void startServer() throws IOException {
        server = FakeElasticsearch.start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    static Stream<Arguments> successes() {
        Answer busy = Answer.error(429, "es_rejected_execution_exception", "too much");
        return Stream.of(
                arguments("all written", answers(), sent("abc"), counts(0, 0, 0)),
                arguments(
                        "a conflict is success",
                        answers(Answer.items(Item.ok(), Item.conflict(), Item.conflict())),
                        sent("abc"),
                        counts(2, 0, 0)),
                arguments(
                        "a delete of nothing is success",
                        answers(
                                Answer.items(
                                        Item.ok(),
                                        Item.conflict(),
                                        new Item(404, "index_not_found_exception", "no i"))),
                        sent("abc"),
                        counts(1, 0, 0)),
                arguments(
                        "busy items alone are sent again",
                        answers(
                                Answer.items(Item.busy(), Item.ok(), Item.busy()),
                                Answer.items(Item.conflict(), Item.busy())),
                        sent("abc", "ac", "c"),
                        counts(1, 3, 0)),
                arguments(
                        "an item of a lost shard is sent again",
                        answers(
                                Answer.items(
                                        Item.ok(),
                                        new Item(503, "unavailable_shards_exception", "moving"),
                                        Item.ok())),
                        sent("abc", "b"),
                        counts(0, 1, 0)),
                arguments(
                        "429 for the request",
                        answers(busy, busy),
                        sent("abc", "abc", "abc"),
                        counts(0, 0, 2)),
                arguments(
                        "503 for the request",
                        answers(Answer.error(503, "cluster_block_exception", "no master")),
                        sent("abc", "abc"),
                        counts(0, 0, 1)),
                arguments(
                        "502 and 504 from a proxy",
                        answers(Answer.html(502), Answer.html(504)),
                        sent("abc", "abc", "abc"),
                        counts(0, 0, 2)),
                arguments(
                        "a connection that breaks",
                        answers(Answer.none()),
                        sent("abc", "abc"),
                        counts(0, 0, 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("successes")
    void bringsOperationsIntoEffect(
            String name, List<Answer> answers, List<List<String>> sent, List<Long> counts)
            throws Exception {
        answers.forEach(server::answer);

        send(THREE_ATTEMPTS, A, B, C);

        assertThat(server.requests())
                .extracting(FakeElasticsearch.Request::ids)
                .containsExactlyElementsOf(sent);
        assertThat(counts()).isEqualTo(counts);
        assertThat(metrics.sendErrors().getCount()).isZero();
    }

    static Stream<Arguments> failures() {
        Item unmapped =
                new Item(
                        400,
                        "strict_dynamic_mapping_exception",
                        "mapping set to strict, dynamic introduction of [x] is not allowed");
        return Stream.of(
                arguments(
                        "mapping errors name the document",
                        answers(Answer.items(Item.ok(), unmapped, unmapped)),
                        1,
                        "refused 2 of 3 operations, the first: index 'i', id 'b': status 400, type"
                                + " strict_dynamic_mapping_exception, reason 'mapping set to strict,"
                                + " dynamic introduction of [x] is not allowed'"),
                arguments(
                        "a mapping error wins over busy items",
                        answers(Answer.items(Item.busy(), unmapped, Item.busy())),
                        1,
                        "refused 1 of 3 operations, the first: index 'i', id 'b'"),
                arguments(
                        "an upsert into a missing index",
                        answers(
                                Answer.items(
                                        new Item(404, "index_not_found_exception", "no such index"),
                                        Item.ok(),
                                        Item.ok())),
                        1,
                        "index 'i', id 'a': status 404, type index_not_found_exception"),
                arguments(
                        "a 409 that is no version conflict",
                        answers(
                                Answer.items(
                                        Item.ok(), new Item(409, "odd_exception", "?"), Item.ok())),
                        1,
                        "id 'b': status 409, type odd_exception, reason '?'"),
                arguments(
                        "unknown credentials",
                        answers(Answer.error(401, "security_exception", "unable to authenticate")),
                        1,
                        "does not know the credentials: status 401, type security_exception, reason"
                                + " 'unable to authenticate'. Check the user and password"),
                arguments(
                        "missing privileges",
                        answers(Answer.error(403, "security_exception", "action is unauthorized")),
                        1,
                        "does not allow writing: status 403, type security_exception"),
                arguments(
                        "a malformed request",
                        answers(Answer.error(400, "illegal_argument_exception", "bad line")),
                        1,
                        "refused a bulk request: status 400, type illegal_argument_exception, reason"
                                + " 'bad line'"),
                arguments(
                        "something else than Elasticsearch",
                        answers(Answer.html(200)),
                        1,
                        "refused a bulk request: status 200, "),
                arguments(
                        "an answer to another request",
                        answers(Answer.items(Item.ok())),
                        1,
                        "answered 1 items to a bulk of 3 operations"),
                arguments(
                        "busy to the end",
                        answers(
                                Answer.items(Item.busy(), Item.ok(), Item.ok()),
                                Answer.items(Item.busy()),
                                Answer.items(Item.busy())),
                        3,
                        "did not take 1 operations in 3 attempts, the first for index 'i', id 'a';"
                                + " last error: index 'i', id 'a': status 429, type"
                                + " es_rejected_execution_exception, reason 'queue capacity"
                                + " reached'"),
                arguments(
                        "unavailable to the end",
                        answers(Answer.html(503), Answer.html(503), Answer.html(503)),
                        3,
                        "did not take 3 operations in 3 attempts, the first for index 'i', id 'a';"
                                + " last error: status 503, <html>no</html>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void failsWithTheReason(String name, List<Answer> answers, int requests, String message) {
        answers.forEach(server::answer);

        assertThatThrownBy(() -> send(THREE_ATTEMPTS, A, B, C))
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Elasticsearch at " + server.url() + " ")
                .hasMessageContaining(message);

        assertThat(server.requests()).hasSize(requests);
        assertThat(metrics.sendErrors().getCount()).isPositive();
    }

    @Test
    void longReasonsAreCutShort() {
        server.answer(Answer.items(new Item(400, "document_parsing_exception", "x".repeat(9000))));

        assertThatThrownBy(() -> send(THREE_ATTEMPTS, A))
                .cause()
                .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
                .hasSizeLessThan(800)
                .contains("x".repeat(500) + "…'");
    }

    @Test
    void bulkThatIsTooLargeIsHalvedUntilItFits() throws Exception {
        server.limitContentLength(400);
        ElasticsearchOperation[] operations =
                IntStream.range(0, 20)
                        .mapToObj(i -> upsert("id" + i, i))
                        .toArray(ElasticsearchOperation[]::new);

        send(THREE_ATTEMPTS, operations);

        assertThat(server.content()).hasSize(20);
        assertThat(server.requests())
                .filteredOn(request -> request.body().length() <= 400)
                .flatExtracting(FakeElasticsearch.Request::ids)
                .containsExactlyElementsOf(Stream.of(operations).map(o -> o.id()).toList());
    }

    @Test
    void documentThatIsTooLargeAloneIsNamed() {
        server.limitContentLength(400);
        ElasticsearchOperation large =
                new Upsert("i", "big", 1, JsonDocument.of("{\"a\":\"" + "x".repeat(500) + "\"}"));

        assertThatThrownBy(() -> send(THREE_ATTEMPTS, A, large, B))
                .cause()
                .hasMessageContaining(
                        "refused a document as too large (status 413): index 'i', id 'big', 612"
                                + " bytes");
    }

    @Test
    void waitsForAServerThatIsDown() throws Exception {
        int port = server.port();
        String url = server.url();
        server.close();
        RetryPolicy patient = new RetryPolicy(Duration.ofMillis(5), Duration.ofMillis(20), 1000);
        try (BulkSender sender = sender(url, patient)) {
            CompletableFuture<Void> sent = sender.send(List.of(A, B, C));
            await().until(() -> metrics.retriedRequests().getCount() > 1);
            server = FakeElasticsearch.start(port);

            sent.get(30, TimeUnit.SECONDS);
        }
        assertThat(server.content()).containsOnlyKeys("i/a", "i/b");
    }

    @Test
    void serverThatStaysDownFailsWithTheAddressAndTheError() {
        server.close();

        assertThatThrownBy(() -> send(THREE_ATTEMPTS, A))
                .cause()
                .hasMessageContaining("Elasticsearch at " + server.url())
                .hasMessageContaining("in 3 attempts")
                .hasMessageContaining("java.net.ConnectException");
    }

    @Test
    void retryIsDroppedWhenANewerVersionWasSentMeanwhile() throws Exception {
        try (BulkSender sender = sender(server.url(), THREE_ATTEMPTS)) {
            CompletableFuture<Void> newer = new CompletableFuture<>();
            server.answer(
                    request -> {
                        sender.send(List.of(new Delete("i", "a", 2))).thenAccept(newer::complete);
                        return FakeElasticsearch.Reply.ofItems(
                                request, List.of(Item.busy(), Item.busy()));
                    });

            sender.send(List.of(A, B)).get(30, TimeUnit.SECONDS);
            newer.get(30, TimeUnit.SECONDS);
        }
        assertThat(server.requests())
                .extracting(FakeElasticsearch.Request::ids)
                .containsExactlyInAnyOrder(List.of("a", "b"), List.of("a"), List.of("b"));
        assertThat(server.content()).containsOnlyKeys("i/b");
        assertThat(metrics.versionConflicts().getCount()).isEqualTo(1);
    }

    @Test
    void closingGivesUpWaitingRetries() throws Exception {
        server.answer(Answer.html(503));
        RetryPolicy slow = new RetryPolicy(Duration.ofHours(1), Duration.ofHours(1), 3);
        BulkSender sender = sender(server.url(), slow);
        CompletableFuture<Void> sent = sender.send(List.of(A));
        await().until(() -> metrics.retriedRequests().getCount() == 1);

        sender.close();

        assertThat(sent).isNotDone();
        await().until(
                        () ->
                                Thread.getAllStackTraces().keySet().stream()
                                        .noneMatch(t -> t.getName().startsWith("elasticsearch-")));
    }

    @Test
    void documentsTravelUnchanged() throws Exception {
        String json = "{ \"ключ\" : 1.0e0,\t\"s\":\"\\u20ac \\\"\" }";
        send(THREE_ATTEMPTS, new Upsert("i", "a/ü \"x\"", Long.MAX_VALUE, JsonDocument.of(json)));

        assertThat(server.requests().get(0).actions())
                .containsExactly(
                        new FakeElasticsearch.Action(
                                "index", "i", "a/ü \"x\"", Long.MAX_VALUE, json));
    }

    private void send(RetryPolicy retries, ElasticsearchOperation... operations) throws Exception {
        try (BulkSender sender = sender(server.url(), retries)) {
            sender.send(List.of(operations)).get(30, TimeUnit.SECONDS);
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30));
    }

    private BulkSender sender(String url, RetryPolicy retries) throws IOException {
        ElasticsearchConnection connection =
                new ElasticsearchConnection(
                        ElasticsearchConnection.parseHosts(url),
                        Credentials.None.NONE,
                        Trust.Jvm.JVM,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30));
        return new BulkSender(
                BulkClient.of(connection, 2),
                new BulkJudge(connection.where()),
                retries,
                metrics,
                new RetryLog(LoggerFactory.getLogger(BulkSenderTest.class), url, System::nanoTime));
    }

    private List<Long> counts() {
        return List.of(
                metrics.versionConflicts().getCount(),
                metrics.retriedItems().getCount(),
                metrics.retriedRequests().getCount());
    }

    private static Upsert upsert(String id, long version) {
        return new Upsert("i", id, version, JsonDocument.of("{\"v\":" + version + "}"));
    }

    private static List<Answer> answers(Answer... answers) {
        return List.of(answers);
    }

    /** Each text is a request, each letter an id. */
    private static List<List<String>> sent(String... requests) {
        return Stream.of(requests).map(ids -> List.of(ids.split(""))).toList();
    }

    private static List<Long> counts(long conflicts, long items, long requests) {
        return List.of(conflicts, items, requests);
    }
}
