/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerGroupITCase {
    @TempDir private Path parent;

    @Test
    void serversStartSideBySideAndEndTogether() {
        CyclicBarrier both = new CyclicBarrier(2);
        KafkaServer first;
        KafkaServer second;
        try (ServerGroup group = new ServerGroup()) {
            Supplier<KafkaServer> one = group.start(() -> meet(both, "one"));
            Supplier<KafkaServer> two = group.start(() -> meet(both, "two"));
            first = one.get();
            second = two.get();
            assertThat(first.process().isAlive()).isTrue();
            assertThat(second.process().isAlive()).isTrue();
        }
        assertThat(first.process().isAlive()).isFalse();
        assertThat(second.process().isAlive()).isFalse();
    }

    @Test
    void oneThatDoesNotStartIsReportedAndTheOthersEnd() {
        KafkaServer running;
        try (ServerGroup group = new ServerGroup()) {
            Supplier<KafkaServer> good = group.start(() -> start("good"));
            Supplier<KafkaServer> bad = group.start(() -> start("bad", "--broken"));
            assertThatThrownBy(bad::get).hasMessageContaining("the disk is made of cheese");
            running = good.get();
        }
        assertThat(running.process().isAlive()).isFalse();
    }

    private KafkaServer meet(CyclicBarrier others, String name) {
        try {
            others.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(name + " started alone", e);
        }
        return start(name);
    }

    private KafkaServer start(String name, String... options) {
        try {
            Path folder = parent.resolve(name).resolve("data");
            return new KafkaServer(ServerProcess.start(FakeServer.command(folder, options)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
