/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import java.nio.file.Path;

/**
 * A Kafka broker; makes topics on first use, with one partition.
 *
 * @param process the JVM it runs in
 */
public record KafkaServer(ServerProcess process) implements TestServer {
    /**
     * Starts a broker and waits until it is ready.
     *
     * @param folder its data folder, made if missing
     * @throws IllegalStateException when it does not start
     */
    public static KafkaServer start(Path folder) {
        return new KafkaServer(ServerProcess.start(ServerCommand.built("kafka", folder)));
    }

    /** The value of {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return address().getHostString() + ":" + address().getPort();
    }
}
