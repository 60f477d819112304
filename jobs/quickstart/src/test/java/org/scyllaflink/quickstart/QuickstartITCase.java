/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QuickstartITCase {

    @Test
    void aWrongCountInOneSinkEndsWithOneAndNamesTheSegment() throws Exception {
        Run run =
                run(
                        QuickstartITCase::plantWrongCount,
                        "--once",
                        "--rows=2000",
                        "--segments=20",
                        "--web-port=" + freePort());

        assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
        assertThat(run.output())
                .contains(
                        "DIFFERS Elasticsearch", "segment-00001: table ", "Elasticsearch 987654321")
                .contains("EQUAL   Kafka", "all 20 segments");
    }

    @Test
    void equalCountsEndWithZero() throws Exception {
        Run run =
                run(
                        servers -> {},
                        "--once",
                        "--rows=3000",
                        "--segments=200",
                        "--seed=3",
                        "--web-port=" + freePort());

        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("EQUAL   Elasticsearch", "EQUAL   Kafka");
    }

    @Test
    void aPortThatIsNoneIsOneLine() {
        Run run = run(servers -> {}, "--once", "--web-port=70000");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output().strip())
                .isEqualTo("quickstart: --web-port: 70000 (expected: 1 to 65535)");
    }

    @Test
    void aTakenPortIsOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            Run run = run(servers -> {}, "--once", "--web-port=" + taken.getLocalPort());

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.output().strip().lines())
                    .containsExactly(
                            "quickstart: --web-port: port "
                                    + taken.getLocalPort()
                                    + " is taken (expected: a free port, such as 8082)");
        }
    }

    @Test
    void aSizeOfZeroIsOneLine() {
        Run run = run(servers -> {}, "--once", "--rows=0");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output().strip()).isEqualTo("quickstart: --rows: 0 (expected: 1 or more)");
    }

    private record Run(int exitCode, String output) {}

    private static Run run(Quickstart.BeforeVerdict beforeVerdict, String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream output = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int code = Quickstart.run(output, beforeVerdict, arguments);
        return new Run(code, bytes.toString(StandardCharsets.UTF_8));
    }

    /** A newer version than any the job writes, so that the job's own counts cannot repair it. */
    private static void plantWrongCount(Servers servers) throws Exception {
        URI document =
                servers.elasticsearch()
                        .uri()
                        .resolve(
                                "/segment-counts/_doc/segment-00001?version_type=external&version="
                                        + Long.MAX_VALUE / 2);
        HttpRequest request =
                HttpRequest.newBuilder(document)
                        .header("Content-Type", "application/json")
                        .PUT(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"segment\":\"segment-00001\",\"count\":987654321}"))
                        .build();
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
