/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.StreamId;

/** The page tells of the metrics that are there, and of no others. */
class DocumentedMetricsTest {

    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    /** Flink registers them itself, in groups or at times of its own. */
    private static final Set<String> BY_FLINK =
            Set.of(
                    "numRecordsIn",
                    "numBytesIn",
                    "numRecordsInErrors",
                    "currentEmitEventTimeLag",
                    "watermarkLag",
                    "sourceIdleTime");

    @Test
    void tellsOfAllMetricsOfAReader() throws Exception {
        Scenario scenario = new Scenario(1, 0, Duration.ofSeconds(1));
        try (LocalJob job = new LocalJob(scenario.source().build(), 1)) {
            Map<String, Metric> metrics = job.reader(0).metrics();
            assertThat(under("scyllaCdc.", metrics))
                    .isEqualTo(documented("Own metrics of each reader"));
            Set<String> ofFlink = new TreeSet<>(BY_FLINK);
            ofFlink.add("pendingRecords");
            ofFlink.add("currentFetchEventTimeLag");
            assertThat(documented("Flink's metrics of each reader")).isEqualTo(ofFlink);
            assertThat(metrics).containsKeys("pendingRecords", "currentFetchEventTimeLag");
        }
    }

    @Test
    void tellsOfAllMetricsOfTheEnumerator() throws Exception {
        Scenario scenario = new Scenario(1, 0, Duration.ofSeconds(1));
        try (LocalJob job = new LocalJob(scenario.source().build(), 1)) {
            Map<String, Metric> metrics = job.enumeratorMetrics();
            Set<String> own = under("enumerator.scyllaCdc.", metrics);
            assertThat(metrics).containsKey("enumerator.unassignedSplits");
            own.add("unassignedSplits");
            assertThat(own).isEqualTo(documented("Metrics of the enumerator"));
        }
    }

    @Test
    void aReaderTellsWhatItHoldsAndReads() throws Exception {
        Instant start = Scenario.START;
        Scenario scenario = new Scenario(1, 0, Duration.ofDays(1));
        List<StreamId> streams = scenario.cluster().streamsAt(start);
        for (int i = 0; i < 1_000; i++) {
            CdcTime time = CdcTime.lowest(start.toEpochMilli() * 1_000 + i * 100_000L);
            scenario.cluster()
                    .write(Changes.batch(streams.get(i % 6), start, time, 1, List.of(i)), start);
        }
        scenario.clock().advance(Duration.ofSeconds(50));
        try (LocalJob job = new LocalJob(scenario.source().build(), 1)) {
            while (job.downstream().received().size() < 250) {
                job.discover();
                job.exchange();
                job.reader(0).poll();
                job.reader(0).await(1);
            }
            Map<String, Metric> metrics = job.reader(0).metrics();
            assertThat(value("scyllaCdc.assignedStreams", metrics)).isEqualTo(6);
            assertThat(value("scyllaCdc.assignedSplits", metrics)).isEqualTo(3);
            assertThat(value("scyllaCdc.currentGenerationMillis", metrics))
                    .isEqualTo(start.toEpochMilli());
            assertThat(job.reader(0).ioMetrics().getNumBytesInCounter().getCount()).isPositive();
            assertThat(value("currentFetchEventTimeLag", metrics)).isPositive();
        }
    }

    private static long value(String name, Map<String, Metric> metrics) {
        return ((Number) ((Gauge<?>) metrics.get(name)).getValue()).longValue();
    }

    private static Set<String> under(String prefix, Map<String, Metric> metrics) {
        return metrics.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names in the first column of the table under a heading. */
    private static Set<String> documented(String heading) throws IOException {
        String page = Files.readString(Path.of("../../docs/source.md"));
        int begin = page.indexOf("\n### " + heading + "\n");
        assertThat(begin).as("place of '%s' in docs/source.md", heading).isNotNegative();
        return page.substring(begin + 5)
                .lines()
                .takeWhile(line -> !line.startsWith("#") || line.contains(heading))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .flatMap(cell -> NAME.matcher(cell).results())
                .map((MatchResult name) -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
