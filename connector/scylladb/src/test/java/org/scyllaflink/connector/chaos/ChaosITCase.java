/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random writes to several tables, under failures and topology changes, through the source: the
 * changes of each key are those of the log, in order, each once.
 *
 * <p>{@code -Dchaos.seeds=20 -Dchaos.minutes=30} makes more and longer runs, and begins none after
 * that time; {@code -Dchaos.seed=7} makes the choices of one run again; {@code -Dchaos.mode} is
 * VNODES, TABLETS or MIXED, one after the other unless it is given.
 */
@Timeout(300)
class ChaosITCase {

    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final ChaosPlan.Mode[] MODES = ChaosPlan.Mode.values();
    private static final Instant LAST_START =
            Instant.now().plus(Duration.ofMinutes(Integer.getInteger("chaos.minutes", 60)));

    private static ChaosServer server;

    static Stream<ChaosPlan> plans() {
        @Nullable Long seed = Long.getLong("chaos.seed");
        int seeds = seed == null ? Integer.getInteger("chaos.seeds", 0) : 1;
        @Nullable String mode = System.getProperty("chaos.mode");
        if (seeds == 0) {
            return Stream.of(new ChaosPlan(newSeed(), ChaosPlan.Mode.MIXED, SHORT));
        }
        return IntStream.range(0, seeds)
                .mapToObj(
                        run ->
                                new ChaosPlan(
                                        seed == null ? newSeed() : seed,
                                        mode == null
                                                ? MODES[run % MODES.length]
                                                : ChaosPlan.Mode.valueOf(mode),
                                        LONG));
    }

    /** Short, as somebody may have to type it. */
    private static long newSeed() {
        return new Random().nextInt(1_000_000_000);
    }

    @BeforeAll
    static void startServer(@TempDir Path folder) {
        server = ChaosServer.start(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("plans")
    void eachChangeOfTheLogComesOnceAndInOrder(ChaosPlan plan, @TempDir Path folder)
            throws Exception {
        Assumptions.assumeTrue(
                Instant.now().isBefore(LAST_START), () -> "no time is left for " + plan);
        System.out.println(plan);
        ChaosReport report = new ChaosRun(plan, server, folder).run();
        System.out.println(report);
        report.assertEventful();
    }
}
