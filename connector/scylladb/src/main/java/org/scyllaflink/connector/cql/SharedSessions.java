/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One open session a connection and job, for as long as someone holds it: the readers of a
 * TaskManager share connections to the nodes, and the limit on requests. Jobs are told apart by the
 * class loader of the thread that asks, so that none outlives the classes of another.
 */
final class SharedSessions {

    private static final Map<Key, Shared> OPEN = new HashMap<>();

    private SharedSessions() {}

    /** Opens the session, or joins those who have it open. Blocks. */
    static Handle acquire(ScyllaConnection connection) throws IOException {
        Key key = new Key(connection, Thread.currentThread().getContextClassLoader());
        Shared shared;
        synchronized (OPEN) {
            shared = OPEN.computeIfAbsent(key, Shared::new);
            shared.holders++;
        }
        Handle handle = new Handle(shared);
        try {
            shared.open();
            return handle;
        } catch (IOException | RuntimeException | Error e) {
            handle.close();
            throw e;
        }
    }

    /** Closes all sessions of a job, whoever holds them. Blocks. */
    static void closeAllOf(ClassLoader job) {
        List<Shared> left = new ArrayList<>();
        synchronized (OPEN) {
            OPEN.values().removeIf(shared -> shared.key.job() == job && left.add(shared));
        }
        left.forEach(Shared::close);
    }

    private record Key(ScyllaConnection connection, @Nullable ClassLoader job) {}

    private static final class Shared {
        private final Key key;

        /** Guarded by OPEN. */
        private int holders;

        private volatile @Nullable ScyllaSession session;

        Shared(Key key) {
            this.key = key;
        }

        synchronized void open() throws IOException {
            if (session == null) {
                session = ScyllaSession.open(key.connection());
            }
        }

        void release() {
            synchronized (OPEN) {
                if (--holders > 0) {
                    return;
                }
                OPEN.remove(key, this);
            }
            close();
        }

        void close() {
            ScyllaSession last = session;
            if (last != null) {
                last.close();
            }
        }
    }

    /** One holder's share of a session. */
    static final class Handle implements AutoCloseable {
        private final Shared shared;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Handle(Shared shared) {
            this.shared = shared;
        }

        ScyllaSession session() {
            ScyllaSession session = shared.session;
            if (session == null || closed.get()) {
                throw new IllegalStateException("the connection is closed");
            }
            return session;
        }

        /** Closes the session if this was the last holder. Repeated calls do nothing. */
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                shared.release();
            }
        }
    }
}
