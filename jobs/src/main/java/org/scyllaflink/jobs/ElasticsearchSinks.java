/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import org.scyllaflink.elasticsearch.ElasticsearchOperation;
import org.scyllaflink.elasticsearch.ElasticsearchOperationConverter;
import org.scyllaflink.elasticsearch.ElasticsearchSink;
import org.scyllaflink.elasticsearch.ElasticsearchSinkBuilder;
import org.scyllaflink.elasticsearch.JsonDocument;

/** Elasticsearch sinks whose content is that of the newest versions. */
final class ElasticsearchSinks {

    private ElasticsearchSinks() {}

    /** A document a segment; that of a segment without members is deleted. */
    static ElasticsearchSink<SegmentCount> counts(ElasticsearchOptions options) {
        String index = options.countsIndex();
        return sink(
                options,
                count -> {
                    String id = SegmentDocuments.id(count);
                    return count.count() == 0
                            ? new ElasticsearchOperation.Delete(index, id, count.version())
                            : new ElasticsearchOperation.Upsert(
                                    index,
                                    id,
                                    count.version(),
                                    JsonDocument.of(SegmentDocuments.json(count)));
                });
    }

    /** A document a segment and window. */
    static ElasticsearchSink<SegmentWindow> history(ElasticsearchOptions options) {
        String index = options.historyIndex();
        return sink(
                options,
                row ->
                        new ElasticsearchOperation.Upsert(
                                index,
                                SegmentDocuments.id(row),
                                row.version(),
                                JsonDocument.of(SegmentDocuments.json(row))));
    }

    private static <T> ElasticsearchSink<T> sink(
            ElasticsearchOptions options, ElasticsearchOperationConverter<T> converter) {
        ElasticsearchSinkBuilder<T> builder =
                ElasticsearchSink.<T>builder()
                        .setHosts(options.hosts().toArray(String[]::new))
                        .setConverter(converter);
        if (options.access() instanceof ElasticsearchAccess.Login login) {
            builder.setCredentials(login.username(), login.password().text());
        } else if (options.access() instanceof ElasticsearchAccess.ApiKey key) {
            builder.setApiKey(key.encoded().text());
        }
        if (options.caCertificate() != null) {
            builder.setCaCertificate(options.caCertificate());
        }
        return builder.build();
    }
}
