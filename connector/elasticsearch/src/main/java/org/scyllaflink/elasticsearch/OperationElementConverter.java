/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.connector.base.sink.writer.ElementConverter;

/** The user's converter as Flink's writer calls it. */
record OperationElementConverter<T>(ElasticsearchOperationConverter<T> converter)
        implements ElementConverter<T, ElasticsearchOperation> {

    @Override
    public ElasticsearchOperation apply(T element, SinkWriter.Context context) {
        ElasticsearchOperation operation = converter.convert(element);
        if (operation == null) {
            throw new IllegalStateException(
                    "converter: null for an element of "
                            + element.getClass().getName()
                            + " (expected an operation; filter elements before the sink)");
        }
        return operation;
    }
}
