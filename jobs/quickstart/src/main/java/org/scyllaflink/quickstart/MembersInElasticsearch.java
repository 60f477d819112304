/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the documents of the counts index. */
record MembersInElasticsearch(URI server, String index) implements SegmentMembers {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 5000;

    @Override
    public Map<String, Long> count() throws IOException, InterruptedException {
        post("/" + index + "/_refresh", "");
        Map<String, Long> members = new HashMap<>();
        JsonNode after = null;
        JsonNode hits;
        do {
            hits = search(PAGE, "segment", "asc", after);
            for (JsonNode hit : hits) {
                JsonNode document = hit.get("_source");
                members.put(document.get("segment").asText(), document.get("count").asLong());
                after = hit.get("sort");
            }
        } while (hits.size() == PAGE);
        return members;
    }

    /**
     * @return at most this many segments, those with most members first; none before the first
     *     document
     */
    Map<String, Long> largest(int segments) throws IOException, InterruptedException {
        Map<String, Long> members = new LinkedHashMap<>();
        for (JsonNode hit : search(segments, "count", "desc", null)) {
            JsonNode document = hit.get("_source");
            members.put(document.get("segment").asText(), document.get("count").asLong());
        }
        return members;
    }

    private JsonNode search(int size, String sortBy, String order, JsonNode after)
            throws IOException, InterruptedException {
        ObjectNode query = JSON.createObjectNode().put("size", size);
        ArrayNode sort = query.putArray("sort");
        sort.addObject().put(sortBy, order);
        if (after != null) {
            query.set("search_after", after);
        }
        return post("/" + index + "/_search", query.toString()).get("hits").get("hits");
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(
                    "POST " + path + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }
}
