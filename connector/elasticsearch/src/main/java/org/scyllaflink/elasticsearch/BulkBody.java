/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.json.JsonpMapper;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import co.elastic.clients.util.NoCopyByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.scyllaflink.elasticsearch.ElasticsearchOperation.Upsert;

/**
 * A bulk request in the client's own words, but in one piece: the client would keep each line and
 * each line feed as a buffer of its own and send every one of them as an HTTP chunk with a system
 * call, and that would be most of the CPU time of the sink.
 */
final class BulkBody {
    private BulkBody() {}

    static BinaryData of(List<ElasticsearchOperation> operations, JsonpMapper mapper)
            throws IOException {
        long size = operations.stream().mapToLong(ElasticsearchOperation::sizeInBytes).sum();
        NoCopyByteArrayOutputStream body =
                new NoCopyByteArrayOutputStream((int) Math.min(size, Integer.MAX_VALUE / 2));
        for (ElasticsearchOperation operation : operations) {
            Iterator<?> lines = bulkOperation(operation)._serializables();
            while (lines.hasNext()) {
                BinaryData.of(lines.next(), mapper).writeTo(body);
                body.write('\n');
            }
        }
        return BinaryData.of(body.array(), 0, body.size(), ContentType.APPLICATION_JSON);
    }

    private static BulkOperation bulkOperation(ElasticsearchOperation operation) {
        if (operation instanceof Upsert upsert) {
            BinaryData document =
                    BinaryData.of(upsert.document().bytes(), ContentType.APPLICATION_JSON);
            return BulkOperation.of(
                    bulk ->
                            bulk.<BinaryData>index(
                                    index ->
                                            index.index(upsert.index())
                                                    .id(upsert.id())
                                                    .version(upsert.version())
                                                    .versionType(VersionType.ExternalGte)
                                                    .document(document)));
        }
        return BulkOperation.of(
                bulk ->
                        bulk.delete(
                                delete ->
                                        delete.index(operation.index())
                                                .id(operation.id())
                                                .version(operation.version())
                                                .versionType(VersionType.ExternalGte)));
    }
}
