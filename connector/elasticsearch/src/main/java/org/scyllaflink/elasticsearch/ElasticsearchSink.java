/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes documents to Elasticsearch 8 or 9: whole documents by id, and deletes, each with a version
 * that decides which content stays. Delivery is at least once; as repeated and reordered operations
 * change nothing, the content is that of the newest versions all the same.
 *
 * <pre>{@code
 * ElasticsearchSink<SegmentCount> sink =
 *         ElasticsearchSink.<SegmentCount>builder()
 *                 .setHosts("http://localhost:9200")
 *                 .setConverter(
 *                         count ->
 *                                 new ElasticsearchOperation.Upsert(
 *                                         "segments", count.segment(), count.version(), toJson(count)))
 *                 .build();
 * counts.sinkTo(sink);
 * }</pre>
 *
 * <p>What cannot be written fails the job with a message that names the document and
 * Elasticsearch's reason. At a checkpoint the sink waits for the requests under way and stores what
 * is still to be sent; the stored form is versioned and does not depend on the settings.
 *
 * @param <T> type of the elements
 */
@PublicEvolving
public final class ElasticsearchSink<T> extends AsyncSinkBase<T, ElasticsearchOperation> {
    private static final long serialVersionUID = 1L;

    private final SinkSettings settings;

    ElasticsearchSink(ElasticsearchOperationConverter<T> converter, SinkSettings settings) {
        super(
                new OperationElementConverter<>(converter),
                settings.limits().maxActions(),
                settings.limits().maxInFlightRequests(),
                settings.limits().maxBufferedRequests(),
                settings.limits().maxSize().getBytes(),
                settings.limits().interval().toMillis(),
                settings.limits().maxSize().getBytes(),
                ElasticsearchWriter.NO_REQUEST_TIMEOUT.toMillis(),
                true);
        this.settings = settings;
    }

    /**
     * A builder with the defaults set.
     *
     * @param <T> type of the elements
     */
    public static <T> ElasticsearchSinkBuilder<T> builder() {
        return new ElasticsearchSinkBuilder<>();
    }

    @Internal
    @Override
    public StatefulSinkWriter<T, BufferedRequestState<ElasticsearchOperation>> createWriter(
            WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of());
    }

    @Internal
    @Override
    public StatefulSinkWriter<T, BufferedRequestState<ElasticsearchOperation>> restoreWriter(
            WriterInitContext context,
            Collection<BufferedRequestState<ElasticsearchOperation>> states)
            throws IOException {
        return new ElasticsearchWriter<>(getElementConverter(), context, settings, states);
    }

    @Internal
    @Override
    public SimpleVersionedSerializer<BufferedRequestState<ElasticsearchOperation>>
            getWriterStateSerializer() {
        return new WriterStateSerializer();
    }

    /** The settings, without secrets. */
    @Override
    public String toString() {
        return "ElasticsearchSink[" + settings + "]";
    }
}
