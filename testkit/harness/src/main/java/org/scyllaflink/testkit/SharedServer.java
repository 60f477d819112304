/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * The one server of its kind in a test JVM. Its folder goes with it, unless a test that used the
 * server failed.
 */
final class SharedServer<S extends TestServer> implements CloseableResource {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ServerGroup group = new ServerGroup();
    private final Path folder;
    private final Supplier<S> server;
    private volatile boolean wanted;

    private SharedServer(Path folder, Function<Path, S> start) {
        this.folder = folder;
        this.server = group.start(() -> start.apply(folder));
    }

    /** Begins to start a server; {@link #get} waits for it. */
    static <S extends TestServer> SharedServer<S> starting(String name, Function<Path, S> start) {
        String own = name + "-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        Path target = Path.of(System.getProperty("basedir", ""), "target", "testkit", own);
        return new SharedServer<>(target.toAbsolutePath(), start);
    }

    S get() {
        return server.get();
    }

    /** Keeps the folder: somebody will want to read the logs. */
    void keepFolder() {
        wanted = true;
    }

    @Override
    public void close() throws IOException {
        group.close();
        if (!Files.exists(folder)) {
            return;
        }
        if (wanted) {
            System.err.println("A test failed. Data and logs of its server: " + folder);
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
