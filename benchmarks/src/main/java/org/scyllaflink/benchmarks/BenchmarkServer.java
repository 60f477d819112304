/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.scyllaflink.connector.cql.ContactPoint;
import org.scyllaflink.testkit.ScyllaDbServer;

/** What a benchmark reads from: a stand-in of its own, gone when closed, or a server that runs. */
final class BenchmarkServer implements AutoCloseable {

    private static final int SHARDS = 2;

    private final InetSocketAddress address;

    // Both empty when the server is not ours.
    private final List<ScyllaDbServer> standIn;
    private final List<Path> folders;

    private BenchmarkServer(
            InetSocketAddress address, List<ScyllaDbServer> standIn, List<Path> folders) {
        this.address = address;
        this.standIn = standIn;
        this.folders = folders;
    }

    /**
     * @param contactPoint {@code host:port} of a server that runs; empty for a stand-in
     * @param streams of the stand-in, half as many vnodes
     */
    static BenchmarkServer open(String contactPoint, int streams) throws IOException {
        if (!contactPoint.isEmpty()) {
            ContactPoint point = ContactPoint.parse(contactPoint);
            InetSocketAddress address = new InetSocketAddress(point.host(), point.port());
            return new BenchmarkServer(address, List.of(), List.of());
        }
        Path folder = Files.createTempDirectory("benchmark");
        ScyllaDbServer server =
                ScyllaDbServer.start(
                        folder,
                        "--vnodes",
                        String.valueOf(streams / SHARDS),
                        "--shards",
                        String.valueOf(SHARDS));
        return new BenchmarkServer(server.address(), List.of(server), List.of(folder));
    }

    InetSocketAddress address() {
        return address;
    }

    CqlSession session() {
        return CqlSession.builder()
                .addContactPoint(address)
                .withLocalDatacenter("datacenter1")
                .withConfigLoader(
                        DriverConfigLoader.programmaticBuilder()
                                .withDuration(
                                        DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofMinutes(1))
                                .build())
                .build();
    }

    @Override
    public void close() throws IOException {
        standIn.forEach(ScyllaDbServer::close);
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
