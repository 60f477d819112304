/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One open session a connection, for as long as someone holds it: the readers of a TaskManager
 * share connections to the nodes, and the limit on requests.
 */
final class SharedSessions {

    private static final Map<ScyllaConnection, Shared> OPEN = new HashMap<>();

    private SharedSessions() {}

    /** Opens the session, or joins those who have it open. Blocks. */
    static Handle acquire(ScyllaConnection connection) throws IOException {
        Shared shared;
        synchronized (OPEN) {
            shared = OPEN.computeIfAbsent(connection, Shared::new);
            shared.holders++;
        }
        Handle handle = new Handle(shared);
        try {
            shared.open();
            return handle;
        } catch (IOException | RuntimeException e) {
            handle.close();
            throw e;
        }
    }

    private static final class Shared {
        private final ScyllaConnection connection;

        /** Guarded by OPEN. */
        private int holders;

        private volatile @Nullable ScyllaSession session;

        Shared(ScyllaConnection connection) {
            this.connection = connection;
        }

        synchronized void open() throws IOException {
            if (session == null) {
                session = ScyllaSession.open(connection);
            }
        }

        void release() {
            synchronized (OPEN) {
                if (--holders > 0) {
                    return;
                }
                OPEN.remove(connection);
            }
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
