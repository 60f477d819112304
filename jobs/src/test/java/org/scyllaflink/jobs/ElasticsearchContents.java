/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a search finds in the job's indices. */
record ElasticsearchContents(URI server, String countsIndex, String historyIndex) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    Map<String, Long> counts() throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        for (JsonNode hit : search(countsIndex)) {
            JsonNode count = hit.get("_source");
            counts.put(count.get("segment").asText(), count.get("count").asLong());
        }
        return counts;
    }

    List<HistoryRow> history() throws IOException {
        List<HistoryRow> rows = new ArrayList<>();
        for (JsonNode hit : search(historyIndex)) {
            rows.add(HistoryRow.of(hit.get("_source")));
        }
        return rows;
    }

    private JsonNode search(String index) throws IOException {
        send("POST", index + "/_refresh");
        return send("GET", index + "/_search?size=10000").get("hits").get("hits");
    }

    private JsonNode send(String method, String path) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve("/" + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        try {
            return JSON.readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(request + " was interrupted", e);
        }
    }
}
