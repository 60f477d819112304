/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.elasticsearch.ElasticsearchOperation.Delete;
import org.scyllaflink.elasticsearch.ElasticsearchOperation.Upsert;
import org.scyllaflink.testkit.ElasticsearchExtension;
import org.scyllaflink.testkit.ElasticsearchServer;

@ExtendWith(ElasticsearchExtension.class)
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class ElasticsearchSinkITCase {
    private static final int DOCUMENTS = 300;
    private static final int ELEMENTS = 12_000;
    private static final int PARALLELISM = 2;

    @RegisterExtension
    private static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberSlotsPerTaskManager(PARALLELISM)
                            .build());

    @Test
    void contentIsThatOfTheNewestVersionsWhateverTheOrderAndFailures(ElasticsearchServer server)
            throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Scramble scramble = new Scramble("scrambled", seed);
        FailTwice failures = new FailTwice();
        StreamExecutionEnvironment env = environment(5);
        env.enableCheckpointing(100);

        env.fromSource(elements(4_000), WatermarkStrategy.noWatermarks(), "elements")
                .map(failures)
                .returns(Types.LONG)
                .rebalance()
                .sinkTo(
                        sink(server, scramble)
                                .setBulkMaxActions(100)
                                .setBulkInterval(Duration.ofMillis(200))
                                .build());
        env.execute();

        assertThat(failures.failed()).isEqualTo(2);
        assertThat(new Documents(server.uri(), "scrambled").all()).isEqualTo(scramble.expected());
    }

    @Test
    void nothingIsLostWhenElasticsearchIsKilledAndComesBack(@TempDir Path folder) throws Exception {
        Scramble scramble = new Scramble("killed", 7);
        try (ElasticsearchServer server = ElasticsearchServer.start(folder)) {
            StreamExecutionEnvironment env = environment(0);
            env.enableCheckpointing(200);
            env.fromSource(elements(2_000), WatermarkStrategy.noWatermarks(), "elements")
                    .sinkTo(
                            sink(server, scramble)
                                    .setBulkMaxActions(50)
                                    .setBulkInterval(Duration.ofMillis(100))
                                    .setRetryBackoff(Duration.ofMillis(50), Duration.ofSeconds(1))
                                    .setMaxAttempts(100)
                                    .build());
            JobClient job = env.executeAsync();
            Documents documents = new Documents(server.uri(), "killed");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> documents.all().size() > 20);

            server.kill();
            assertThat(job.getJobExecutionResult()).isNotDone();
            server.restart();

            job.getJobExecutionResult().get(120, TimeUnit.SECONDS);
            assertThat(documents.all()).isEqualTo(scramble.expected());
        }
    }

    @Test
    void documentThatDoesNotFitTheMappingFailsTheJob(ElasticsearchServer server) throws Exception {
        new Documents(server.uri(), "strict")
                .createIndex(
                        "{\"mappings\":{\"dynamic\":\"strict\",\"properties\":"
                                + "{\"n\":{\"type\":\"integer\"}}}}");
        StreamExecutionEnvironment env = environment(0);
        env.fromData(1L)
                .sinkTo(
                        sink(
                                        server,
                                        k ->
                                                new Upsert(
                                                        "strict",
                                                        "id" + k,
                                                        k,
                                                        JsonDocument.of("{\"n\":1,\"other\":2}")))
                                .build());

        assertThatThrownBy(env::execute)
                .rootCause()
                .hasMessageContaining(
                        "refused 1 of 1 operations, the first: index 'strict', id 'id1': status 400,"
                                + " type strict_dynamic_mapping_exception, reason '")
                .hasMessageContaining(
                        "dynamic introduction of [other] within [_doc] is not allowed'");
    }

    @Test
    void wordsOfTheServerForAWrongTypeDoNotRepeatTheDocument(ElasticsearchServer server)
            throws Exception {
        new Documents(server.uri(), "typed")
                .createIndex("{\"mappings\":{\"properties\":{\"n\":{\"type\":\"integer\"}}}}");
        StreamExecutionEnvironment env = environment(0);
        env.fromData(1L)
                .sinkTo(
                        sink(
                                        server,
                                        k ->
                                                new Upsert(
                                                        "typed",
                                                        "id" + k,
                                                        k,
                                                        JsonDocument.of(
                                                                "{\"n\":\"x\",\"o\":\"private\"}")))
                                .build());

        assertThatThrownBy(env::execute)
                .rootCause()
                .message()
                .contains("type document_parsing_exception", "field [n] of type [integer]")
                .doesNotContain("private");
    }

    private static StreamExecutionEnvironment environment(int restarts) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY, restarts == 0 ? "none" : "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, restarts);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(PARALLELISM);
        return env;
    }

    private static DataGeneratorSource<Long> elements(int perSecond) {
        return new DataGeneratorSource<>(
                k -> k, ELEMENTS, RateLimiterStrategy.perSecond(perSecond), Types.LONG);
    }

    private static ElasticsearchSinkBuilder<Long> sink(
            ElasticsearchServer server, ElasticsearchOperationConverter<Long> converter) {
        return ElasticsearchSink.<Long>builder()
                .setHosts(server.uri().toString())
                .setConverter(converter);
    }

    /** Versions of a document in random order, some of them several times, every fifth a delete. */
    private record Scramble(String index, long seed)
            implements ElasticsearchOperationConverter<Long> {

        @Override
        public ElasticsearchOperation convert(Long element) {
            long random = mixed(element + seed);
            String id = "id" + Long.remainderUnsigned(random, DOCUMENTS);
            long version = 1 + Long.remainderUnsigned(random >>> 32, 1_000);
            return version % 5 == 0
                    ? new Delete(index, id, version)
                    : new Upsert(index, id, version, JsonDocument.of("{\"v\":" + version + "}"));
        }

        /** The version of each document that is not deleted. */
        Map<String, Long> expected() {
            Map<String, Long> versions = new TreeMap<>();
            for (long element = 0; element < ELEMENTS; element++) {
                ElasticsearchOperation operation = convert(element);
                versions.merge(operation.id(), operation.version(), Math::max);
            }
            versions.values().removeIf(version -> version % 5 == 0);
            return versions;
        }

        /** The finalizer of SplitMix64. */
        private static long mixed(long z) {
            z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
            z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
            return z ^ (z >>> 31);
        }
    }

    /** Fails one task twice, each time some elements after a checkpoint. */
    private static final class FailTwice implements MapFunction<Long, Long>, CheckpointListener {
        private static final long serialVersionUID = 1L;
        private static final int ELEMENTS_AFTER_CHECKPOINT = 500;
        private static volatile int failed;

        private transient int elements;
        private transient boolean armed;

        FailTwice() {
            failed = 0;
        }

        int failed() {
            return failed;
        }

        @Override
        public Long map(Long element) {
            elements++;
            if (armed && elements > ELEMENTS_AFTER_CHECKPOINT && failOnce()) {
                throw new IllegalStateException("failed on purpose");
            }
            return element;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            if (!armed) {
                armed = true;
                elements = 0;
            }
        }

        private static synchronized boolean failOnce() {
            if (failed == 2) {
                return false;
            }
            failed++;
            return true;
        }
    }
}
