/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Several servers started at the same time and closed together.
 *
 * <pre>{@code
 * try (ServerGroup servers = new ServerGroup()) {
 *     Supplier<KafkaServer> kafka = servers.start(() -> KafkaServer.start(folder));
 *     Supplier<ScyllaDbServer> scylla = servers.start(() -> ScyllaDbServer.start(other));
 *     use(kafka.get(), scylla.get());
 * }
 * }</pre>
 */
public final class ServerGroup implements AutoCloseable {
    private final List<CompletableFuture<? extends TestServer>> servers = new ArrayList<>();

    /** Makes an empty group. */
    public ServerGroup() {}

    /**
     * Starts a server without waiting for it.
     *
     * @param start what starts it and waits until it is ready; run in a thread of its own
     * @return waits for the server; throws what {@code start} threw
     */
    public synchronized <S extends TestServer> Supplier<S> start(Supplier<S> start) {
        CompletableFuture<S> server =
                CompletableFuture.supplyAsync(
                        start, task -> new Thread(task, "server-start").start());
        servers.add(server);
        return () -> join(server);
    }

    /** Closes all servers, those that are still starting as soon as they are started. */
    @Override
    public synchronized void close() {
        servers.forEach(server -> server.handle(ServerGroup::closed).join());
        servers.clear();
    }

    private static <S> S join(CompletableFuture<S> server) {
        try {
            return server.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    // One that did not start has nothing to close, and its error went to whoever asked for it.
    private static boolean closed(TestServer server, Throwable failure) {
        if (failure != null) {
            return false;
        }
        server.close();
        return true;
    }
}
