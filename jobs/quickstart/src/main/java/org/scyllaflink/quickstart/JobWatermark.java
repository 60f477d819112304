/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;

/** Asks Flink's REST API how far a running job has come in event time. */
record JobWatermark(URI flink, String jobId) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @return the lowest watermark that any operator with an input has received; empty as long as
     *     one has received none
     */
    Optional<Instant> lowest() throws IOException, InterruptedException {
        long lowest = Long.MAX_VALUE;
        for (JsonNode vertex : get("/jobs/" + jobId).get("vertices")) {
            JsonNode watermarks =
                    get(
                            "/jobs/"
                                    + jobId
                                    + "/vertices/"
                                    + vertex.get("id").asText()
                                    + "/watermarks");
            for (JsonNode watermark : watermarks) {
                lowest = Math.min(lowest, watermark.get("value").asLong());
            }
        }
        return lowest == Long.MAX_VALUE || lowest == Long.MIN_VALUE
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(lowest));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response =
                HTTP.send(
                        HttpRequest.newBuilder(flink.resolve(path)).build(),
                        HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("GET " + path + ": " + response.statusCode());
        }
        return JSON.readTree(response.body());
    }
}
