/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The newest operation of each document that a writer has under way. One that waits for a retry
 * while a newer one was sent must not be sent again: were the newer a delete, Elasticsearch might
 * have forgotten its version by then ({@code index.gc_deletes}) and bring the document back.
 *
 * <p>Entered in the task thread; asked and left in the threads of the client and the timer.
 * Operations are told apart by identity: equal ones may be under way in two requests.
 */
final class UnderWay {
    private final Map<OperationKey, ElasticsearchOperation> newest = new ConcurrentHashMap<>();

    void enter(ElasticsearchOperation operation) {
        newest.merge(
                OperationKey.of(operation),
                operation,
                (known, added) -> known.version() > added.version() ? known : added);
    }

    /** False also after the newer one has left: then it is in effect. */
    boolean isNewest(ElasticsearchOperation operation) {
        return newest.get(OperationKey.of(operation)) == operation;
    }

    void leave(ElasticsearchOperation operation) {
        newest.computeIfPresent(
                OperationKey.of(operation), (key, known) -> known == operation ? null : known);
    }
}
