/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import java.net.InetSocketAddress;

/** A server for tests. Closing it kills it and leaves its folder. */
public sealed interface TestServer extends AutoCloseable
        permits ScyllaDbServer, KafkaServer, ElasticsearchServer {
    /**
     * The process the server runs in.
     *
     * @throws org.opentest4j.TestAbortedException when the server is not one of the test kit's: a
     *     test that wants to stop it cannot be run
     */
    ServerProcess process();

    /** The address clients connect to. */
    default InetSocketAddress address() {
        return process().address();
    }

    /** Stops the server in an orderly way. */
    default void stop() {
        process().stop();
    }

    /** Kills the server ({@code kill -9}). */
    default void kill() {
        process().kill();
    }

    /** Starts the server again on the same port and data; stops it first when it runs. */
    default void restart() {
        process().restart();
    }

    @Override
    default void close() {
        process().close();
    }
}
