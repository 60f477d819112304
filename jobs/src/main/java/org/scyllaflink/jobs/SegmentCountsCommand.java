/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The sub-command {@code segment-counts}. */
@Command(
        name = "segment-counts",
        sortOptions = false,
        abbreviateSynopsis = true,
        optionListHeading = "%n",
        description =
                "Counts the members of segments: live rows of a table for each value of a column,"
                        + " now and over time, into Kafka and Elasticsearch.")
final class SegmentCountsCommand implements JobCommand {

    @Mixin ScyllaArguments scylla = new ScyllaArguments();

    @Mixin TlsArguments tls = new TlsArguments();

    @Mixin CountingArguments counting = new CountingArguments();

    @Mixin ReadingArguments reading = new ReadingArguments();

    @Mixin KafkaArguments kafka = new KafkaArguments();

    @Mixin ElasticsearchArguments elasticsearch = new ElasticsearchArguments();

    @Option(names = "--help", usageHelp = true, description = "Show this and exit.")
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
                scylla.connection(tls, environment),
                table,
                counting.options(),
                reading.options(),
                kafka.options(table),
                elasticsearch.options(table, environment));
    }

    @Override
    public Job job() {
        return SegmentCountsJob.with(options());
    }
}
