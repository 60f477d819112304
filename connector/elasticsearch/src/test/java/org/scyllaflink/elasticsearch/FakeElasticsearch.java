/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * {@code _bulk} of Elasticsearch, in this process: keeps documents by version as {@code
 * external_gte} asks for, and before that gives the answers that a test has put in line.
 */
final class FakeElasticsearch implements AutoCloseable {
    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Stored> stored = new TreeMap<>();
    private volatile int maxContentLength = Integer.MAX_VALUE;

    private FakeElasticsearch(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    static FakeElasticsearch start() throws IOException {
        return start(0);
    }

    static FakeElasticsearch start(int port) throws IOException {
        return new FakeElasticsearch(HttpServer.create(address(port), 0), "http");
    }

    static FakeElasticsearch startWithTls(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(address(0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new FakeElasticsearch(server, "https");
    }

    /** Puts answers in line, each for one request. */
    void answer(Answer... next) {
        answers.addAll(List.of(next));
    }

    /** Refuses longer requests with 413 and no body, as the real one does. */
    void limitContentLength(int bytes) {
        maxContentLength = bytes;
    }

    String url() {
        return scheme + "://localhost:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Request> requests() {
        return requests;
    }

    /** The documents by {@code index/id}. */
    synchronized Map<String, String> content() {
        return stored.entrySet().stream()
                .filter(entry -> entry.getValue().document() != null)
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> entry.getValue().document(),
                                (a, b) -> b,
                                TreeMap::new));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Request request =
                    new Request(
                            exchange.getRequestURI().getPath(),
                            exchange.getRequestHeaders().getFirst("Authorization"),
                            body,
                            actions(body));
            requests.add(request);
            Reply reply = reply(request);
            if (reply.status() == Reply.NO_ANSWER) {
                return;
            }
            exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    private Reply reply(Request request) {
        if (request.body().length() > maxContentLength) {
            return new Reply(413, "");
        }
        Answer answer = answers.poll();
        return answer == null ? store(request) : answer.to(request);
    }

    /** Does what the request says. */
    private synchronized Reply store(Request request) {
        List<Item> items = new ArrayList<>();
        for (Action action : request.actions()) {
            String key = action.index() + "/" + action.id();
            Stored known = stored.get(key);
            if (known != null && known.version() > action.version()) {
                items.add(Item.conflict());
            } else {
                stored.put(key, new Stored(action.version(), action.document()));
                boolean absent = known == null || known.document() == null;
                items.add(new Item(action.document() == null && absent ? 404 : 200, null, null));
            }
        }
        return Reply.ofItems(request, items);
    }

    private static List<Action> actions(String body) {
        List<Action> actions = new ArrayList<>();
        String[] lines = body.split("\n");
        for (int i = 0; i < lines.length; i++) {
            JsonObject line = Json.createReader(new StringReader(lines[i])).readObject();
            String kind = line.keySet().iterator().next();
            JsonObject meta = line.getJsonObject(kind);
            if (!meta.getString("version_type").equals("external_gte")) {
                throw new UncheckedIOException(new IOException("version type in " + lines[i]));
            }
            actions.add(
                    new Action(
                            kind,
                            meta.getString("_index"),
                            meta.getString("_id"),
                            meta.getJsonNumber("version").longValueExact(),
                            kind.equals("index") ? lines[++i] : null));
        }
        return actions;
    }

    /** What to say to a request. */
    interface Answer {
        Reply to(Request request);

        /** A failure of the whole request in the form that Elasticsearch gives it. */
        static Answer error(int status, String type, String reason) {
            return request -> Reply.error(status, type, reason);
        }

        /** A failure in the words of something in front of Elasticsearch. */
        static Answer html(int status) {
            return request -> new Reply(status, "<html>no</html>", "text/html");
        }

        /** Closes the connection. */
        static Answer none() {
            return request -> new Reply(Reply.NO_ANSWER, "");
        }

        /** One item for each operation; nothing is stored. */
        static Answer items(Item... items) {
            return request -> Reply.ofItems(request, List.of(items));
        }
    }

    record Request(String path, String authorization, String body, List<Action> actions) {
        List<String> ids() {
            return actions.stream().map(Action::id).toList();
        }
    }

    record Action(String kind, String index, String id, long version, String document) {}

    record Item(int status, String type, String reason) {
        static Item ok() {
            return new Item(200, null, null);
        }

        static Item conflict() {
            return new Item(409, "version_conflict_engine_exception", "current version is higher");
        }

        static Item busy() {
            return new Item(429, "es_rejected_execution_exception", "queue capacity reached");
        }
    }

    record Reply(int status, String body, String contentType) {
        static final int NO_ANSWER = 0;

        Reply(int status, String body) {
            this(status, body, "application/json");
        }

        static Reply error(int status, String type, String reason) {
            JsonObject error =
                    Json.createObjectBuilder().add("type", type).add("reason", reason).build();
            return new Reply(
                    status,
                    Json.createObjectBuilder()
                            .add("error", error)
                            .add("status", status)
                            .build()
                            .toString());
        }

        static Reply ofItems(Request request, List<Item> items) {
            var array = Json.createArrayBuilder();
            for (int i = 0; i < items.size(); i++) {
                Action action = request.actions().get(i);
                Item item = items.get(i);
                var result =
                        Json.createObjectBuilder()
                                .add("_index", action.index())
                                .add("status", item.status());
                if (item.type() != null) {
                    result.add(
                            "error",
                            Json.createObjectBuilder()
                                    .add("type", item.type())
                                    .add("reason", item.reason()));
                }
                array.add(Json.createObjectBuilder().add(action.kind(), result));
            }
            boolean errors = items.stream().anyMatch(item -> item.type() != null);
            return new Reply(
                    200,
                    Json.createObjectBuilder()
                            .add("took", 1)
                            .add("errors", errors)
                            .add("items", array)
                            .build()
                            .toString());
        }
    }

    private record Stored(long version, String document) {}
}
