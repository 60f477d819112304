/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.time.Duration;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.scyllaflink.connector.cql.CdcCluster;
import org.scyllaflink.connector.cql.CdcTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the changes of a ScyllaDB table from its CDC log: each batch exactly once into Flink state,
 * in the order of its key, with a watermark that no change is behind as long as it shows in the log
 * within the confidence window.
 *
 * <p>The source makes timestamps and watermarks itself:
 *
 * <pre>{@code
 * ScyllaCdcSource<Change> source =
 *         ScyllaCdcSource.<Change>builder()
 *                 .connection(connection)
 *                 .table("shop.orders")
 *                 .deserializer(ChangeDeserializationSchema.changes(schema))
 *                 .build();
 * env.fromSource(source, WatermarkStrategy.noWatermarks(), "orders");
 * }</pre>
 *
 * @param <T> element of the stream
 */
@PublicEvolving
public final class ScyllaCdcSource<T>
        implements Source<T, StreamGroupSplit, EnumeratorState>, ResultTypeQueryable<T> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ScyllaCdcSource.class);
    private static final Duration TOLERATED_CLOCK_DIFFERENCE = Duration.ofSeconds(1);

    private final ReadRequest request;
    private final ChangeDeserializationSchema<T> deserializer;

    ScyllaCdcSource(ReadRequest request, ChangeDeserializationSchema<T> deserializer) {
        this.request = request;
        this.deserializer = deserializer;
    }

    public static <T> ScyllaCdcSourceBuilder<T> builder() {
        return new ScyllaCdcSourceBuilder<>();
    }

    @Override
    public Boundedness getBoundedness() {
        return request.stop() instanceof StoppingPoint.Never
                ? Boundedness.CONTINUOUS_UNBOUNDED
                : Boundedness.BOUNDED;
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return deserializer.getProducedType();
    }

    /**
     * Connects to the cluster. Runs in the task thread.
     *
     * @throws Exception an IOException if the cluster cannot be reached, or what the deserializer
     *     throws when it is opened
     */
    @Override
    public SourceReader<T, StreamGroupSplit> createReader(SourceReaderContext context)
            throws Exception {
        deserializer.open(new DeserializerOpening(context));
        CdcCluster cluster = request.connection().connect();
        try {
            return createReader(cluster, context);
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private SourceReader<T, StreamGroupSplit> createReader(
            CdcCluster cluster, SourceReaderContext context) throws IOException {
        ReadOptions options = request.options();
        CdcTable table = cluster.table(request.table());
        ReaderMailbox mailbox = new ReaderMailbox();
        ReadBudget budget =
                new ReadBudget(
                        options.requestsInFlight(), options.bufferSize().getBytes(), mailbox);
        SourceMetrics metrics =
                new SourceMetrics(
                        context.metricGroup(),
                        budget,
                        request.clock(),
                        clockDifferenceMillis(cluster));
        StreamGroupCursor.Reading reading =
                new StreamGroupCursor.Reading(
                        cluster.log(table), options, budget, mailbox, metrics);
        return new CdcSourceReader<>(
                cluster,
                reading,
                new BatchEmitter<>(deserializer, metrics),
                request.clock(),
                context);
    }

    /** How far this clock is ahead of the server's. */
    private long clockDifferenceMillis(CdcCluster cluster) throws IOException {
        long before = request.clock().millis();
        long server = cluster.serverTime().toEpochMilli();
        long difference = (before + request.clock().millis()) / 2 - server;
        if (Math.abs(difference) > TOLERATED_CLOCK_DIFFERENCE.toMillis()) {
            LOG.warn(
                    "{}: this clock is {} ms ahead of the server's (expected: within {} ms);"
                            + " ahead shortens the confidence window, behind delays changes",
                    request.table(),
                    difference,
                    TOLERATED_CLOCK_DIFFERENCE.toMillis());
        }
        return difference;
    }

    @Override
    public SplitEnumerator<StreamGroupSplit, EnumeratorState> createEnumerator(
            SplitEnumeratorContext<StreamGroupSplit> context) {
        return new CdcEnumerator(request, context, EnumeratorState.initial(request.table()));
    }

    /**
     * Goes on from a checkpoint.
     *
     * @throws IllegalStateException if the state is of another table
     */
    @Override
    public SplitEnumerator<StreamGroupSplit, EnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<StreamGroupSplit> context, EnumeratorState checkpoint) {
        if (!checkpoint.table().equals(request.table())) {
            throw new IllegalStateException(
                    "state: of "
                            + checkpoint.table()
                            + " (expected: of "
                            + request.table()
                            + "; to read another table give the source a new uid)");
        }
        return new CdcEnumerator(request, context, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<StreamGroupSplit> getSplitSerializer() {
        return new StreamGroupSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<EnumeratorState> getEnumeratorCheckpointSerializer() {
        return new EnumeratorStateSerializer();
    }
}
