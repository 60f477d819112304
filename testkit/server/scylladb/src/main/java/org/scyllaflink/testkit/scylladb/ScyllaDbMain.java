/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.cassandra.service.CassandraDaemon;
import org.apache.cassandra.service.StorageService;
import org.scyllaflink.testkit.server.Ports;
import org.scyllaflink.testkit.server.Server;
import org.scyllaflink.testkit.server.ServerLauncher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A stand-in for ScyllaDB: one Cassandra node that keeps a CDC log as ScyllaDB does. */
@Command(
        name = "scylladb",
        description = "Runs a stand-in for ScyllaDB; prints READY HOST:PORT once it answers.")
public final class ScyllaDbMain implements Server {
    @Option(
            names = "--vnodes",
            paramLabel = "N",
            description = "Vnodes of the first stream generation (default: ${DEFAULT-VALUE}).")
    private int vnodes = 8;

    @Option(
            names = "--shards",
            paramLabel = "N",
            description =
                    "Shards of the first stream generation, one stream each in every vnode"
                            + " (default: ${DEFAULT-VALUE}).")
    private int shards = 2;

    @Option(
            names = "--tablets",
            paramLabel = "N",
            description =
                    "Keyspaces that do not say otherwise have tablets, at first N for each table.")
    private int tablets;

    @Option(
            names = "--password-auth",
            description = "Ask for a login; user and password are 'cassandra'.")
    private boolean passwordAuth;

    @Option(
            names = "--tls-key-store",
            paramLabel = "FILE",
            description = "Speak TLS alone, with the key in this PKCS12 or JKS store.")
    private Path tlsKeyStore;

    @Option(
            names = "--tls-trust-store",
            paramLabel = "FILE",
            description = "Ask clients for a certificate by an authority in this store.")
    private Path tlsTrustStore;

    @Option(names = "--tls-password", paramLabel = "TEXT", description = "Password of both stores.")
    private String tlsPassword = "";

    /**
     * Runs the stand-in until the process is stopped.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        ServerLauncher.run(new ScyllaDbMain(), args);
    }

    @Override
    public void start(Path data, int port) throws Exception {
        refuseWhatMeansNothing();
        setProperties(data, writeSettings(data, port));
        new CassandraDaemon(true).activate();
        // Cassandra would flush all memtables; a start replays the commit log as well.
        StorageService.instance.removeShutdownHook();
        ScyllaSystemTables.register();
        StreamSets.open(vnodes, shards, new TabletOptions(tablets > 0, tablets));
        StorageService.instance.startNativeTransport();
    }

    private void refuseWhatMeansNothing() {
        if (tablets < 0) {
            throw new IllegalArgumentException("--tablets: " + tablets + " (expected: 0 or more)");
        }
        if (tlsKeyStore == null && tlsTrustStore != null) {
            throw new IllegalArgumentException(
                    "--tls-trust-store: " + tlsTrustStore + " (expected: --tls-key-store, too)");
        }
        if (tlsKeyStore == null && !tlsPassword.isEmpty()) {
            throw new IllegalArgumentException(
                    "--tls-password: given (expected: --tls-key-store, too)");
        }
    }

    /** Nothing to do: what was acknowledged is in the commit log. */
    @Override
    public void stop() {}

    private static void setProperties(Path data, Path settings) throws IOException {
        Path triggers = Files.createDirectories(data.resolve("triggers"));
        System.setProperty("scylladb.logs", data.resolve("logs").toString());
        System.setProperty("cassandra.config", settings.toUri().toString());
        System.setProperty("cassandra.storagedir", data.toString());
        System.setProperty("cassandra.logdir", data.resolve("logs").toString());
        System.setProperty("cassandra.triggers_dir", triggers.toString());
        System.setProperty("cassandra.skip_wait_for_gossip_to_settle", "0");
        System.setProperty("cassandra.ring_delay_ms", "1");
        System.setProperty("cassandra.superuser_setup_delay_ms", "0");
        System.setProperty("cassandra.system_distributed.default_rf", "1");
        System.setProperty("cassandra.system_traces.default_rf", "1");
        System.setProperty("cassandra.start_native_transport", "false");
        // A killed process leaves its pages to the system: only a crash of the machine loses them.
        System.setProperty("cassandra.skip_sync", "true");
        System.setProperty("cassandra-foreground", "yes");
        System.setProperty("cassandra.custom_query_handler_class", CdcQueryHandler.class.getName());
    }

    private Path writeSettings(Path data, int port) throws IOException {
        String template;
        try (InputStream yaml = ScyllaDbMain.class.getResourceAsStream("/cassandra-server.yaml")) {
            template = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
        }
        String settings =
                template.replace("{native_port}", String.valueOf(port))
                        .replace(
                                "{authenticator}",
                                passwordAuth ? "PasswordAuthenticator" : "AllowAllAuthenticator")
                        .replace("{client_encryption}", clientEncryption())
                        .replace("{storage_port}", String.valueOf(Ports.free()))
                        .replace("{data}", data.toString().replace("'", "''"));
        return Files.writeString(data.resolve("cassandra.yaml"), settings);
    }

    private String clientEncryption() {
        if (tlsKeyStore == null) {
            return "{enabled: false}";
        }
        String keys = store("keystore", tlsKeyStore);
        String asked =
                tlsTrustStore == null
                        ? ""
                        : ", require_client_auth: true, " + store("truststore", tlsTrustStore);
        return "{enabled: true, optional: false, " + keys + asked + "}";
    }

    private String store(String name, Path file) {
        return name
                + ": "
                + quoted(file.toAbsolutePath().toString())
                + ", "
                + name
                + "_password: "
                + quoted(tlsPassword);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
