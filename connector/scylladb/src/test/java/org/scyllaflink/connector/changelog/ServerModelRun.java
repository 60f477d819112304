/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.streaming.runtime.streamrecord.StreamElement;
import org.apache.flink.table.data.RowData;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.testkit.ScyllaDbServer;
import org.scyllaflink.testkit.StreamOrder;
import org.scyllaflink.testkit.model.TableShape;

/**
 * Random statements to a server while two jobs, one on the heap and one in RocksDB, read their log,
 * fail, and are rescaled, each in its own time. At every watermark of each job what it sent must
 * add up to what the model says; in the end model, jobs and a SELECT agree.
 */
final class ServerModelRun {

    private static final int WRITES = 700;
    private static final List<String> BACKENDS = List.of("hashmap", "rocksdb");

    private final ScyllaDbServer server;
    private final TableShape shape;
    private final long seed;
    private final Path folder;
    private final AtomicInteger written = new AtomicInteger();

    /**
     * @param shape of a table that is not there yet; named with its keyspace
     * @param folder for checkpoints and savepoints
     */
    ServerModelRun(ScyllaDbServer server, TableShape shape, long seed, Path folder) {
        this.server = server;
        this.shape = shape;
        this.seed = seed;
        this.folder = folder;
    }

    void go() throws Exception {
        try (WrittenTable table = WrittenTable.create(server, shape, seed)) {
            TableSchema schema = table.schema(server);
            Map<String, ModelJob> jobs = new TreeMap<>();
            for (String backend : BACKENDS) {
                Path files = folder.resolve(backend + seed);
                jobs.put(
                        backend,
                        new ModelJob(
                                backend + seed, server.contactPoint(), schema, backend, files));
            }
            CompletableFuture<?>[] troubles =
                    jobs.values().stream().map(this::troubles).toArray(CompletableFuture[]::new);
            write(table);
            CompletableFuture.allOf(troubles).get();
            for (ModelJob job : jobs.values()) {
                await().atMost(Duration.ofSeconds(120))
                        .until(() -> job.watermark() >= table.quietMillis());
            }
            table.assertModelIsTable();
            for (Map.Entry<String, ModelJob> job : jobs.entrySet()) {
                check(table, schema, job.getKey(), job.getValue());
                job.getValue().cancel();
            }
        }
    }

    /** On the way the table gets other tablets, and thus other streams. */
    private void write(WrittenTable table) {
        for (int i = 0; i < WRITES; i++) {
            if (i == WRITES / 3) {
                Instant soon = Instant.now().plusSeconds(1);
                table.execute(StreamOrder.resizeTablets(shape.name(), 8, soon));
            }
            table.write();
            written.incrementAndGet();
        }
    }

    /** Runs beside the writes, and goes on a little longer. */
    private CompletableFuture<Void> troubles(ModelJob job) {
        Random random = new Random(seed + BACKENDS.indexOf(job.stateBackend()));
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        job.start(2);
                        for (int quarter = 1; quarter <= 4; quarter++) {
                            awaitWrites(quarter * WRITES / 4 - random.nextInt(WRITES / 4));
                            if (quarter % 2 == 0) {
                                job.rescale(1 + random.nextInt(3));
                            } else {
                                job.fail();
                            }
                        }
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                });
    }

    private void awaitWrites(int number) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> written.get() >= number);
    }

    private void check(WrittenTable table, TableSchema schema, String backend, ModelJob job) {
        List<StreamElement> elements = job.elements();
        int watermarks = new ModelVerdict(table.model(), schema).check(elements, table::isToldAt);
        Map<String, Integer> causes = new TreeMap<>();
        for (StreamElement element : elements) {
            if (element.isRecord()) {
                RowData row = element.<RowData>asRecord().getValue();
                int position = MetadataColumn.CAUSE.position(schema);
                causes.merge(row.getString(position).toString(), 1, Integer::sum);
            }
        }
        int percentExpired = table.percentExpired();
        System.out.printf(
                "%s %s: %d watermarks, rows %s, %d cells, %d%% of them expired%n",
                shape.name(), backend, watermarks, causes, table.cells(), percentExpired);
        assertThat(watermarks).as("watermarks").isPositive();
        assertThat(percentExpired).as("percent of cells expired").isGreaterThanOrEqualTo(33);
    }
}
