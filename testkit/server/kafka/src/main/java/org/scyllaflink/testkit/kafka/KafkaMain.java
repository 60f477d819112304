/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.scyllaflink.testkit.server.Ports;
import org.scyllaflink.testkit.server.Server;
import org.scyllaflink.testkit.server.ServerLauncher;
import picocli.CommandLine.Command;

/** A Kafka of one process, broker and controller at once, with transactions. */
@Command(
        name = "kafka",
        description = "Runs a Kafka broker; prints READY HOST:PORT once it answers.")
public final class KafkaMain implements Server {
    private static final int NODE_ID = 1;
    private static final String CONTROLLER = "CONTROLLER";

    private KafkaRaftServer server;

    /**
     * Runs the broker until the process is stopped.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        ServerLauncher.run(new KafkaMain(), args);
    }

    @Override
    public void start(Path data, int port) throws Exception {
        System.setProperty("server.logs", data.resolve("logs").toString());
        Path topics = data.resolve("topics");
        if (!Files.exists(topics.resolve("meta.properties"))) {
            format(topics);
        }
        KafkaConfig config = KafkaConfig.fromProps(settings(topics, port, Ports.free()));
        KafkaRaftServer starting = new KafkaRaftServer(config, Time.SYSTEM);
        synchronized (this) {
            server = starting;
        }
        starting.startup();
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
        }
    }

    private static void format(Path topics) throws Exception {
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        new Formatter()
                .setPrintStream(nowhere)
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE_ID)
                .setControllerListenerName(CONTROLLER)
                .setMetadataLogDirectory(topics.toString())
                .addDirectory(topics.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setIgnoreFormatted(true)
                .run();
    }

    private static Properties settings(Path topics, int port, int controllerPort)
            throws IOException {
        Properties settings = new Properties();
        try (InputStream fixed = KafkaMain.class.getResourceAsStream("/kafka-server.properties")) {
            settings.load(fixed);
        }
        String broker = "PLAINTEXT://127.0.0.1:" + port;
        String controller = "127.0.0.1:" + controllerPort;
        settings.put("node.id", String.valueOf(NODE_ID));
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
        settings.put("listeners", broker + "," + CONTROLLER + "://" + controller);
        settings.put("advertised.listeners", broker);
        settings.put("log.dirs", topics.toString());
        return settings;
    }
}
