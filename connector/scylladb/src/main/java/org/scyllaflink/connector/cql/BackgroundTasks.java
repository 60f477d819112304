/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** For the few tasks that wait for answers, which no driver thread may. Safe for all threads. */
final class BackgroundTasks implements AutoCloseable {

    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor executor;

    /**
     * @param thread name of the one thread, which is there only while there are tasks
     */
    BackgroundTasks(String thread) {
        this.executor =
                new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> {
                            Thread made = new Thread(task, thread);
                            made.setDaemon(true);
                            return made;
                        });
        this.executor.allowCoreThreadTimeOut(true);
    }

    /** Runs a task that may block, one after the other. Does not block itself. */
    <T> CompletableFuture<T> run(Callable<T> task) {
        Task<T> accepted = new Task<>(task, new CompletableFuture<>());
        try {
            executor.execute(accepted);
        } catch (RejectedExecutionException e) {
            accepted.refuse();
        }
        return accepted.result();
    }

    /** Interrupts the task that runs, and fails those that have not begun. */
    @Override
    public void close() {
        for (Runnable left : executor.shutdownNow()) {
            ((Task<?>) left).refuse();
        }
    }

    private record Task<T>(Callable<T> task, CompletableFuture<T> result) implements Runnable {

        @Override
        public void run() {
            try {
                result.complete(task.call());
            } catch (Throwable e) {
                // Errors as well: whoever waits for the result has to learn of them.
                result.completeExceptionally(e);
            }
        }

        void refuse() {
            result.completeExceptionally(new IOException("the connection is closed"));
        }
    }
}
