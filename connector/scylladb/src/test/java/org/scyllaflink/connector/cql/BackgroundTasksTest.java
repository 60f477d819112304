/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BackgroundTasksTest {

    private final BackgroundTasks tasks = new BackgroundTasks("background-tasks-test");

    @Test
    void closingFailsTheTaskThatRunsAndThoseThatHaveNotBegun() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> running =
                tasks.run(
                        () -> {
                            begun.countDown();
                            new CountDownLatch(1).await();
                            return "never";
                        });
        CompletableFuture<String> queued = tasks.run(() -> "next");
        begun.await();

        tasks.close();

        assertThatThrownBy(running::join).hasCauseInstanceOf(InterruptedException.class);
        assertThatThrownBy(queued::join).hasCause(new IOException("the connection is closed"));
    }

    @Test
    void tasksFailOnceItIsClosed() {
        tasks.close();

        assertThatThrownBy(tasks.run(() -> "late")::join)
                .hasRootCauseMessage("the connection is closed");
    }

    @Test
    void tasksGiveTheirResultsAndErrorsToWhoWaits() {
        assertThat(tasks.run(() -> "done").join()).isEqualTo("done");
        assertThatThrownBy(
                        tasks.run(
                                        () -> {
                                            throw new NoClassDefFoundError("Row");
                                        })
                                ::join)
                .hasCauseInstanceOf(NoClassDefFoundError.class);
        tasks.close();
    }
}
