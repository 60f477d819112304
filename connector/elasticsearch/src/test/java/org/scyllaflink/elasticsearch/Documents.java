/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;

/** What an index of a real server holds, read without the client that the sink uses. */
record Documents(URI server, String index) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    void createIndex(String settings) throws IOException, InterruptedException {
        send("PUT", "", settings);
    }

    /** The field {@code v} of each document, by id. */
    Map<String, Long> all() throws IOException, InterruptedException {
        send("POST", "/_refresh", "");
        JsonObject found = send("GET", "/_search?size=10000&version=true", "");
        Map<String, Long> versions = new TreeMap<>();
        for (JsonValue value : found.getJsonObject("hits").getJsonArray("hits")) {
            JsonObject hit = value.asJsonObject();
            long version = hit.getJsonObject("_source").getJsonNumber("v").longValueExact();
            if (version != hit.getJsonNumber("_version").longValueExact()) {
                throw new IllegalStateException("version and content differ: " + hit);
            }
            versions.put(hit.getString("_id"), version);
        }
        return versions;
    }

    private JsonObject send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve("/" + index + path))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body))
                        .build();
        var response = CLIENT.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(method + " " + request.uri() + ": " + response.body());
        }
        return Json.createReader(new StringReader(response.body())).readObject();
    }
}
