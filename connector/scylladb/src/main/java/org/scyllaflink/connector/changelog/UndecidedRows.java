/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Key;

/**
 * The rows of a subtask that are asked after. A row that changes before the answer is not asked
 * after any more: what was sent of it last is what it is compared with next.
 */
final class UndecidedRows {

    private final @Nullable RowQuestions questions;
    private final Map<Id, UndecidedRow> asked = new HashMap<>();

    /**
     * @param questions null if there is no way to ask
     */
    UndecidedRows(@Nullable RowQuestions questions) {
        this.questions = questions;
    }

    private record Id(Key partitionKey, Key clusteringKey) {}

    /** Whether rows can be asked after; if not, those without values count as gone. */
    boolean canAsk() {
        return questions != null;
    }

    void ask(UndecidedRow row) {
        asked.put(new Id(row.partitionKey(), row.clusteringKey()), row);
        questions.ask(row);
    }

    /** Whether the answer is still of use. */
    boolean isAsked(UndecidedRow row) {
        return asked.get(new Id(row.partitionKey(), row.clusteringKey())) == row;
    }

    /** What was asked after a row; null if nothing was. */
    @Nullable UndecidedRow find(Key partitionKey, Key clusteringKey) {
        return asked.isEmpty() ? null : asked.get(new Id(partitionKey, clusteringKey));
    }

    /** Gives up asking after a row, if anybody has. */
    void forget(Key partitionKey, Key clusteringKey) {
        if (!asked.isEmpty()) {
            asked.remove(new Id(partitionKey, clusteringKey));
        }
    }
}
