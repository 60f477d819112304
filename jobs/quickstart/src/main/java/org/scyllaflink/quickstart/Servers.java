/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.quickstart;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.scyllaflink.testkit.ElasticsearchServer;
import org.scyllaflink.testkit.KafkaServer;
import org.scyllaflink.testkit.ScyllaDbServer;
import org.scyllaflink.testkit.ServerGroup;

/** The three servers that the job reads from and writes to. Closing stops them. */
record Servers(
        ServerGroup group,
        ScyllaDbServer scylladb,
        KafkaServer kafka,
        ElasticsearchServer elasticsearch)
        implements AutoCloseable {

    /**
     * Starts all of them at the same time and waits until they are ready.
     *
     * @param folder where each gets a folder for its data and log
     * @throws IllegalStateException if one does not start; the others are stopped
     */
    static Servers start(Path folder) {
        ServerGroup group = new ServerGroup();
        try {
            Supplier<ScyllaDbServer> scylladb =
                    group.start(() -> ScyllaDbServer.start(folder.resolve("scylladb")));
            Supplier<KafkaServer> kafka =
                    group.start(() -> KafkaServer.start(folder.resolve("kafka")));
            Supplier<ElasticsearchServer> elasticsearch =
                    group.start(() -> ElasticsearchServer.start(folder.resolve("elasticsearch")));
            return new Servers(group, scylladb.get(), kafka.get(), elasticsearch.get());
        } catch (RuntimeException e) {
            group.close();
            throw e;
        }
    }

    @Override
    public void close() {
        group.close();
    }
}
