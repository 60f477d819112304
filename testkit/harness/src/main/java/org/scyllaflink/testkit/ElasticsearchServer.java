/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import java.net.URI;
import java.nio.file.Path;

/**
 * An Elasticsearch node, without security.
 *
 * @param process the JVM it runs in
 */
public record ElasticsearchServer(ServerProcess process) implements TestServer {
    /**
     * Starts a node and waits until it is ready.
     *
     * @param folder its data folder, made if missing
     * @throws IllegalStateException when it does not start
     */
    public static ElasticsearchServer start(Path folder) {
        return new ElasticsearchServer(
                ServerProcess.start(ServerCommand.built("elasticsearch", folder)));
    }

    /** The root of its REST interface, {@code http://host:port}. */
    public URI uri() {
        return URI.create("http://" + address().getHostString() + ":" + address().getPort());
    }
}
