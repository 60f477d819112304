/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.elasticsearch;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.elasticsearch.action.admin.cluster.health.ClusterHealthResponse;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.core.TimeValue;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;
import org.elasticsearch.rest.RestController;
import org.scyllaflink.testkit.server.Server;
import org.scyllaflink.testkit.server.ServerLauncher;
import picocli.CommandLine.Command;

/** An Elasticsearch of one node, without security, in the home directory the build assembled. */
@Command(
        name = "elasticsearch",
        description = "Runs an Elasticsearch node; prints READY HOST:PORT once it answers.")
public final class ElasticsearchMain implements Server {
    private static final String NAME = "node-1";
    private static final String CLUSTER = "testkit";
    private static final int SHARD_SECONDS = 60;
    private static final int STOP_SECONDS = 10;

    private Node node;

    /**
     * Runs the node until the process is stopped.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        ServerLauncher.run(new ElasticsearchMain(), args);
    }

    @Override
    public void start(Path data, int port) throws Exception {
        System.setProperty("es.logs.base_path", data.resolve("logs").toString());
        LogConfigurator.configureESLogging();
        Environment environment = environment(data, port);
        LogConfigurator.setNodeName(NAME);
        LogConfigurator.configure(environment, true);
        PluginsLoader plugins =
                PluginsLoader.createPluginsLoader(
                        PluginsLoader.loadModulesBundles(environment.modulesDir()),
                        PluginsLoader.loadPluginsBundles(environment.pluginsDir()),
                        Map.of());
        Node starting = new Node(environment, plugins);
        synchronized (this) {
            node = starting;
        }
        starting.injector()
                .getInstance(RestController.class)
                .registerHandler(new RootHandler(NAME, CLUSTER));
        starting.start();
        awaitShards(starting);
    }

    @Override
    public synchronized void stop() throws Exception {
        if (node != null) {
            node.close();
            node.awaitClose(STOP_SECONDS, TimeUnit.SECONDS);
        }
    }

    // After a restart the node answers before the shards of its indices do.
    private static void awaitShards(Node node) {
        ClusterHealthResponse health =
                node.client()
                        .admin()
                        .cluster()
                        .prepareHealth(TimeValue.timeValueSeconds(SHARD_SECONDS))
                        .setTimeout(TimeValue.timeValueSeconds(SHARD_SECONDS))
                        .setWaitForYellowStatus()
                        .get();
        if (health.isTimedOut()) {
            throw new IllegalStateException(
                    "health after " + SHARD_SECONDS + " s: " + health + " (expected: yellow)");
        }
    }

    private static Environment environment(Path data, int port) {
        Path home = Path.of(System.getProperty("elasticsearch.home"));
        Settings settings =
                Settings.builder()
                        .put("path.home", home)
                        .put("path.data", data.resolve("data"))
                        .put("path.logs", data.resolve("logs"))
                        .put("cluster.name", CLUSTER)
                        .put("discovery.type", "single-node")
                        .put("network.host", "127.0.0.1")
                        .put("http.port", port)
                        .put("transport.port", 0)
                        // A build machine's disk is often nearly full; indices would turn
                        // read-only.
                        .put("cluster.routing.allocation.disk.threshold_enabled", false)
                        .build();
        return InternalSettingsPreparer.prepareEnvironment(
                settings, Map.of(), home.resolve("config"), () -> NAME);
    }
}
