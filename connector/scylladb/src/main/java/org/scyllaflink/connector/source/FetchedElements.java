/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.jspecify.annotations.Nullable;

/** Elements on their way from the fetcher to the emitter, in the order of each split. */
final class FetchedElements implements RecordsWithSplitIds<SplitElement> {

    private final ReadBudget budget;
    private final Map<String, List<SplitElement>> elements = new LinkedHashMap<>();
    private final Set<String> finishedSplits = new HashSet<>();
    private @Nullable Iterator<Map.Entry<String, List<SplitElement>>> splits;
    private @Nullable Iterator<SplitElement> ofSplit;
    private long bytes;

    /**
     * @param budget gets the bytes back once all elements are emitted
     */
    FetchedElements(ReadBudget budget) {
        this.budget = budget;
    }

    void add(String splitId, SplitElement element) {
        elementsOf(splitId).add(element);
    }

    /** Where the elements of a split are added. */
    List<SplitElement> elementsOf(String splitId) {
        return elements.computeIfAbsent(splitId, id -> new ArrayList<>());
    }

    void addBytes(long pageBytes) {
        bytes += pageBytes;
    }

    /** Adds a split's last element. */
    void finish(String splitId, SplitElement.Closed last) {
        add(splitId, last);
        finishedSplits.add(splitId);
    }

    boolean isEmpty() {
        return bytes == 0 && elements.values().stream().allMatch(List::isEmpty);
    }

    @Override
    public @Nullable String nextSplit() {
        if (splits == null) {
            splits = elements.entrySet().iterator();
        }
        if (!splits.hasNext()) {
            return null;
        }
        Map.Entry<String, List<SplitElement>> split = splits.next();
        ofSplit = split.getValue().iterator();
        return split.getKey();
    }

    @Override
    public @Nullable SplitElement nextRecordFromSplit() {
        if (ofSplit == null) {
            throw new IllegalStateException("no split chosen (expected: nextSplit() called first)");
        }
        return ofSplit.hasNext() ? ofSplit.next() : null;
    }

    @Override
    public Set<String> finishedSplits() {
        return finishedSplits;
    }

    @Override
    public void recycle() {
        budget.emitted(bytes);
        bytes = 0;
    }
}
