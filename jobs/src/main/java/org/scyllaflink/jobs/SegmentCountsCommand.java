/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableName;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The sub-command {@code segment-counts}. */
@Command(
        name = "segment-counts",
        sortOptions = false,
        sortSynopsis = false,
        abbreviateSynopsis = true,
        description =
                "Counts the members of segments: live rows of a table for each value of a column,"
                        + " now and over time, into Kafka and Elasticsearch.")
final class SegmentCountsCommand implements Job {

    @ArgGroup(exclusive = false, multiplicity = "1", order = 1, heading = "%nScyllaDB:%n")
    ScyllaArguments scylla = new ScyllaArguments();

    @ArgGroup(exclusive = false, multiplicity = "1", order = 2, heading = "%nCounting:%n")
    CountingArguments counting = new CountingArguments();

    @ArgGroup(exclusive = false, validate = false, order = 3, heading = "%nReading:%n")
    ReadingArguments reading = new ReadingArguments();

    @ArgGroup(exclusive = false, validate = false, order = 4, heading = "%nKafka:%n")
    KafkaArguments kafka = new KafkaArguments();

    @ArgGroup(exclusive = false, validate = false, order = 5, heading = "%nElasticsearch:%n")
    ElasticsearchArguments elasticsearch = new ElasticsearchArguments();

    @Option(names = "--help", usageHelp = true, order = 0, description = "Show this and exit.")
    boolean help;

    SegmentCountsOptions options() {
        return options(System::getenv);
    }

    /**
     * @param environment value of an environment variable, null if it is not set
     */
    SegmentCountsOptions options(UnaryOperator<@Nullable String> environment) {
        TableName table = scylla.table();
        return new SegmentCountsOptions(
                scylla.connection(environment),
                table,
                counting.options(),
                reading.options(),
                kafka.options(table),
                elasticsearch.options(table, environment));
    }

    @Override
    public String name() {
        return "segment-counts " + scylla.table;
    }

    @Override
    public void build(StreamExecutionEnvironment environment) throws IOException {
        SegmentCountsJob.build(environment, options());
    }
}
