/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Turns an element of the stream into what is to become of a document. Called in the task thread,
 * once an element.
 *
 * @param <T> type of the elements
 */
@FunctionalInterface
@PublicEvolving
public interface ElasticsearchOperationConverter<T> extends Serializable {

    /**
     * The operation of this element.
     *
     * @param element an element of the stream
     * @return the operation, never null: leave elements out before the sink, with a filter
     */
    ElasticsearchOperation convert(T element);
}
