/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.connector.base.sink.writer.RequestBuffer;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;

/**
 * The operations that wait to be sent: of each document the newest only, in the place where the
 * first of them arrived, so that a document which changes all the time is not put off for ever. Of
 * equal versions the later one stays.
 *
 * <p>Used in the task thread only.
 */
final class NewestVersionBuffer implements RequestBuffer<ElasticsearchOperation> {
    private final Map<OperationKey, RequestEntryWrapper<ElasticsearchOperation>> newest =
            new LinkedHashMap<>();
    private long totalSizeInBytes;

    /** Priority means nothing here: versions decide, not the order of sending. */
    @Override
    public void add(RequestEntryWrapper<ElasticsearchOperation> entry, boolean prioritize) {
        OperationKey key = OperationKey.of(entry.getRequestEntry());
        RequestEntryWrapper<ElasticsearchOperation> known = newest.get(key);
        if (known != null) {
            if (known.getRequestEntry().version() > entry.getRequestEntry().version()) {
                return;
            }
            totalSizeInBytes -= known.getSize();
        }
        newest.put(key, entry);
        totalSizeInBytes += entry.getSize();
    }

    @Override
    public RequestEntryWrapper<ElasticsearchOperation> poll() {
        var entries = newest.values().iterator();
        if (!entries.hasNext()) {
            return null;
        }
        RequestEntryWrapper<ElasticsearchOperation> first = entries.next();
        entries.remove();
        totalSizeInBytes -= first.getSize();
        return first;
    }

    @Override
    public RequestEntryWrapper<ElasticsearchOperation> peek() {
        var entries = newest.values().iterator();
        return entries.hasNext() ? entries.next() : null;
    }

    @Override
    public boolean isEmpty() {
        return newest.isEmpty();
    }

    @Override
    public int size() {
        return newest.size();
    }

    @Override
    public Collection<RequestEntryWrapper<ElasticsearchOperation>> getBufferedState() {
        return new ArrayList<>(newest.values());
    }

    @Override
    public long totalSizeInBytes() {
        return totalSizeInBytes;
    }
}
