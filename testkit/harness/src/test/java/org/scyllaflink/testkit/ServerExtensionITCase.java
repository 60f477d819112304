/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs test classes inside this test, since it is about what is left after a run. */
class ServerExtensionITCase {
    private static final List<InetSocketAddress> ADDRESSES = new ArrayList<>();
    private static final List<Path> FOLDERS = new ArrayList<>();

    @Test
    void classesShareOneServerWhoseFolderGoesAfterSuccess() {
        forget();

        Events tests = run(Passing.class, PassingToo.class);

        tests.assertStatistics(counts -> counts.succeeded(2).failed(0));
        assertThat(ADDRESSES).hasSize(2).allMatch(ADDRESSES.get(0)::equals);
        assertThat(FOLDERS).allSatisfy(folder -> assertThat(folder).doesNotExist());
    }

    @Test
    void theFolderAndItsLogsStayAfterAFailure() {
        forget();

        Events tests = run(Failing.class);

        tests.assertStatistics(counts -> counts.failed(1));
        assertThat(FOLDERS.get(0).resolve("logs")).isNotEmptyDirectory();
    }

    @Test
    void anAbortedTestIsNoFailure() {
        forget();

        Events tests = run(Aborting.class);

        tests.assertStatistics(counts -> counts.aborted(1));
        assertThat(FOLDERS.get(0)).doesNotExist();
    }

    private static void forget() {
        ADDRESSES.clear();
        FOLDERS.clear();
    }

    private static Events run(Class<?>... classes) {
        EngineTestKit.Builder run = EngineTestKit.engine("junit-jupiter");
        for (Class<?> type : classes) {
            run.selectors(selectClass(type));
        }
        return run.execute().testEvents();
    }

    private static void record(KafkaServer server) {
        ADDRESSES.add(server.address());
        FOLDERS.add(server.process().folder());
    }

    @ExtendWith(KafkaExtension.class)
    static class Passing {
        @Test
        void passes(KafkaServer server) {
            record(server);
        }
    }

    @ExtendWith(KafkaExtension.class)
    static class PassingToo {
        PassingToo(KafkaServer server) {
            record(server);
        }

        @Test
        void passes() {}
    }

    @ExtendWith(KafkaExtension.class)
    static class Failing {
        @Test
        void fails(KafkaServer server) {
            record(server);
            throw new AssertionError("on purpose");
        }
    }

    @ExtendWith(KafkaExtension.class)
    static class Aborting {
        @Test
        void aborts(KafkaServer server) {
            record(server);
            ScyllaDbServer.external("db.example:9042").kill();
        }
    }
}
