/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects operations in Flink's asynchronous writer and hands them over in bulks. */
final class ElasticsearchWriter<T> extends AsyncSinkWriter<T, ElasticsearchOperation> {

    /**
     * Flink's writer may give up a request after a time. Here the attempts and the time-outs of
     * each bound a request, and giving up earlier would only send the same again.
     */
    static final Duration NO_REQUEST_TIMEOUT = Duration.ofDays(365);

    private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchWriter.class);

    private final BulkLimits limits;
    private final BulkSender sender;

    ElasticsearchWriter(
            ElementConverter<T, ElasticsearchOperation> converter,
            WriterInitContext context,
            SinkSettings settings,
            Collection<BufferedRequestState<ElasticsearchOperation>> states)
            throws IOException {
        super(
                converter,
                context,
                configuration(settings.limits()),
                states.stream().map(state -> resized(state, settings.limits())).toList(),
                new BulkCreator(settings.limits().maxSize().getBytes()),
                new NewestVersionBuffer());
        this.limits = settings.limits();
        String hosts = settings.connection().where();
        this.sender =
                new BulkSender(
                        BulkClient.of(settings.connection(), limits.maxInFlightRequests()),
                        new BulkJudge(hosts),
                        settings.retries(),
                        BulkMetrics.in(context.metricGroup()),
                        new RetryLog(LOG, hosts, System::nanoTime));
        LOG.info("Writing to Elasticsearch at {} with {}, {}", hosts, limits, settings.retries());
    }

    /**
     * Runs in the task thread and does not wait; the result arrives in a thread of the client, from
     * where the handler brings it back to the task thread.
     */
    @Override
    protected void submitRequestEntries(
            List<ElasticsearchOperation> operations, ResultHandler<ElasticsearchOperation> result) {
        sender.send(operations)
                .whenComplete(
                        (ignored, error) -> {
                            if (error == null) {
                                result.complete();
                            } else {
                                result.completeExceptionally(asException(error));
                            }
                        });
    }

    @Override
    protected long getSizeInBytes(ElasticsearchOperation operation) {
        return limits.countedSize(operation);
    }

    @Override
    public void close() {
        try {
            sender.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The Elasticsearch client could not be closed", e);
        }
    }

    private static AsyncSinkWriterConfiguration configuration(BulkLimits limits) {
        return AsyncSinkWriterConfiguration.builder()
                .setMaxBatchSize(limits.maxActions())
                .setMaxBatchSizeInBytes(limits.maxSize().getBytes())
                .setMaxInFlightRequests(limits.maxInFlightRequests())
                .setMaxBufferedRequests(limits.maxBufferedRequests())
                .setMaxTimeInBufferMS(limits.interval().toMillis())
                .setMaxRecordSizeInBytes(limits.maxSize().getBytes())
                .setRequestTimeoutMS(NO_REQUEST_TIMEOUT.toMillis())
                .setFailOnTimeout(true)
                .setRateLimitingStrategy(
                        new InFlightLimit(limits.maxInFlightRequests(), limits.maxActions()))
                .build();
    }

    /** Sizes in a state are those of the settings it was written under; these may be smaller. */
    private static BufferedRequestState<ElasticsearchOperation> resized(
            BufferedRequestState<ElasticsearchOperation> state, BulkLimits limits) {
        return new BufferedRequestState<>(
                state.getBufferedRequestEntries().stream()
                        .map(RequestEntryWrapper::getRequestEntry)
                        .map(each -> new RequestEntryWrapper<>(each, limits.countedSize(each)))
                        .toList());
    }

    private static Exception asException(Throwable error) {
        Throwable cause =
                error instanceof CompletionException && error.getCause() != null
                        ? error.getCause()
                        : error;
        return cause instanceof Exception exception
                ? exception
                : new IllegalStateException("The Elasticsearch sink failed: " + cause, cause);
    }
}
