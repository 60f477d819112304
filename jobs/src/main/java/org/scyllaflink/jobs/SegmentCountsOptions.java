/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.model.TableName;
import picocli.CommandLine.ParameterException;

/**
 * All that the job {@code segment-counts} is told.
 *
 * @param connection how to reach ScyllaDB
 * @param table the table of memberships, with CDC enabled
 * @param kafka null if nothing goes there
 * @param elasticsearch null if nothing goes there
 */
@PublicEvolving
public record SegmentCountsOptions(
        ScyllaConnection connection,
        TableName table,
        CountingOptions counting,
        ReadingOptions reading,
        @Nullable KafkaOptions kafka,
        @Nullable ElasticsearchOptions elasticsearch) {

    /**
     * @throws IllegalArgumentException if there is no sink
     */
    public SegmentCountsOptions {
        if (kafka == null && elasticsearch == null) {
            throw new IllegalArgumentException(
                    "sinks: none (expected: --kafka-bootstrap-servers, --elasticsearch-hosts or"
                            + " both)");
        }
    }

    /**
     * Reads the arguments of the command line, the name of the job not among them.
     *
     * @throws IllegalArgumentException if they are wrong; names the option, the value and what was
     *     expected
     */
    public static SegmentCountsOptions parse(String... arguments) {
        SegmentCountsCommand command = new SegmentCountsCommand();
        try {
            ScyllaCdcJobs.commandLine(command).parseArgs(arguments);
        } catch (ParameterException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return command.options();
    }
}
