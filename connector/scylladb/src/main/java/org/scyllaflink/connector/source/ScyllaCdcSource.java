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
import org.scyllaflink.connector.cql.JobSessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the changes of ScyllaDB tables from their CDC logs: each batch exactly once into Flink
 * state, in the order of its key, with a watermark that no change is behind as long as it shows in
 * the log within the confidence window.
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
    private final SourceSeams seams;

    ScyllaCdcSource(
            ReadRequest request, ChangeDeserializationSchema<T> deserializer, SourceSeams seams) {
        this.request = request;
        this.deserializer = deserializer;
        this.seams = seams;
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
        JobSessions.endWith(context.getUserCodeClassLoader());
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
        ReaderMailbox mailbox = new ReaderMailbox();
        ReadBudget budget =
                new ReadBudget(
                        options.requestsInFlight(), options.bufferSize().getBytes(), mailbox);
        long clockAhead = clockDifferenceMillis(cluster);
        SourceMetrics metrics =
                new SourceMetrics(
                        context.metricGroup(),
                        options,
                        budget,
                        request.clock(),
                        clockAhead,
                        cluster::load);
        TableLogs logs = new TableLogs(cluster, request.demands().columns());
        ExpiryGuard expiry = new ExpiryGuard(request.demands().onDataLoss(), metrics, clockAhead);
        StreamGroupCursor.Reading reading =
                new StreamGroupCursor.Reading(logs, options, budget, mailbox, expiry, metrics);
        return new CdcSourceReader<>(
                cluster,
                reading,
                new BatchEmitter<>(deserializer, metrics),
                new SplitAdmission(request.tables()),
                request.clock(),
                seams,
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
                    request.tables(),
                    difference,
                    TOLERATED_CLOCK_DIFFERENCE.toMillis());
        }
        return difference;
    }

    @Override
    public SplitEnumerator<StreamGroupSplit, EnumeratorState> createEnumerator(
            SplitEnumeratorContext<StreamGroupSplit> context) {
        return restoreEnumerator(context, EnumeratorState.INITIAL);
    }

    /** Goes on from a checkpoint. Tables that are not selected any more are dropped from it. */
    @Override
    public SplitEnumerator<StreamGroupSplit, EnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<StreamGroupSplit> context, EnumeratorState checkpoint) {
        return new CdcEnumerator(request, context, checkpoint, seams.reports());
    }

    @Override
    public SimpleVersionedSerializer<StreamGroupSplit> getSplitSerializer() {
        return new StreamGroupSplitSerializer(request.tables().onlyTable());
    }

    @Override
    public SimpleVersionedSerializer<EnumeratorState> getEnumeratorCheckpointSerializer() {
        return new EnumeratorStateSerializer();
    }
}
