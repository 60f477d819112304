/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.Batch;
import org.apache.flink.connector.base.sink.writer.BatchCreator;
import org.apache.flink.connector.base.sink.writer.RequestBuffer;
import org.apache.flink.connector.base.sink.writer.strategy.RequestInfo;

/**
 * Takes operations from the head of the buffer until a bulk is full. Takes at least one if there is
 * one, however large: Flink's writer asks again at once, and for ever, when it gets nothing out of
 * a buffer that is not empty.
 */
record BulkCreator(long maxBytes) implements BatchCreator<ElasticsearchOperation> {

    @Override
    public Batch<ElasticsearchOperation> createNextBatch(
            RequestInfo request, RequestBuffer<ElasticsearchOperation> buffer) {
        List<ElasticsearchOperation> bulk = new ArrayList<>(request.getBatchSize());
        long countedBytes = 0;
        long bytes = 0;
        while (bulk.size() < request.getBatchSize() && !buffer.isEmpty()) {
            long size = buffer.peek().getSize();
            if (!bulk.isEmpty() && countedBytes + size > maxBytes) {
                break;
            }
            ElasticsearchOperation operation = buffer.poll().getRequestEntry();
            bulk.add(operation);
            countedBytes += size;
            bytes += operation.sizeInBytes();
        }
        return new Batch<>(bulk, bytes);
    }
}
