/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** A ScyllaDB with CDC: the stand-in of this project, or a real one that runs anyway. */
public final class ScyllaDbServer implements TestServer {
    private static final String LOCAL_DATACENTER = "datacenter1";

    private final InetSocketAddress address;

    // Empty when the server is not ours.
    private final List<ServerProcess> process;

    private ScyllaDbServer(InetSocketAddress address, List<ServerProcess> process) {
        this.address = address;
        this.process = process;
    }

    /**
     * Starts a stand-in that the caller owns, and may kill, and waits until it is ready.
     *
     * @param folder its data folder, made if missing
     * @param options options of {@code testkit/bin/scylladb}, such as {@code --vnodes 4}, each word
     *     an element
     * @throws IllegalStateException when it does not start
     */
    public static ScyllaDbServer start(Path folder, String... options) {
        ServerProcess process =
                ServerProcess.start(ServerCommand.built("scylladb", folder, options));
        return new ScyllaDbServer(process.address(), List.of(process));
    }

    /**
     * A real server, which tests use as it is and never stop.
     *
     * @param contactPoint {@code host:port}
     * @throws IllegalArgumentException when that is not what it is
     */
    public static ScyllaDbServer external(String contactPoint) {
        int colon = contactPoint.lastIndexOf(':');
        if (colon < 1 || !contactPoint.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException(
                    "scylladb.contact-points: '" + contactPoint + "' (expected: host:port)");
        }
        int port = Integer.parseInt(contactPoint.substring(colon + 1));
        return new ScyllaDbServer(
                new InetSocketAddress(contactPoint.substring(0, colon), port), List.of());
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    /** The contact point as {@code host:port}. */
    public String contactPoint() {
        return address.getHostString() + ":" + address.getPort();
    }

    /** The data centre drivers have to name; that of a real server is assumed to be the default. */
    public String datacenter() {
        return LOCAL_DATACENTER;
    }

    /** Tells whether this is a real server, which no test may stop. */
    public boolean isExternal() {
        return process.isEmpty();
    }

    @Override
    public ServerProcess process() {
        if (isExternal()) {
            throw new TestAbortedException(
                    "the test stops its ScyllaDB, and "
                            + contactPoint()
                            + " (scylladb.contact-points) is not the test kit's to stop");
        }
        return process.get(0);
    }

    /** Kills a stand-in; does nothing to a real server. */
    @Override
    public void close() {
        process.forEach(ServerProcess::close);
    }
}
