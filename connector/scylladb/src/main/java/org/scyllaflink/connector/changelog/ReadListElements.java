/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.ReadListKey;
import org.scyllaflink.connector.model.TableName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds which elements of a list the log means that a read of the table has found: the log names
 * elements by their keys, which no read shows. The time of a key is that of the write that made it
 * (ScyllaDB, {@code cql3/lists.cc}), and so is that of the key that the element was given when it
 * was read, if the server told the time: if there is one such element, it is the one.
 */
final class ReadListElements {

    private static final Logger LOG = LoggerFactory.getLogger(ReadListElements.class);

    private final TableName table;
    private final Counter unknown;

    /**
     * @param unknown counts the changes of elements that are not found
     */
    ReadListElements(TableName table, Counter unknown) {
        this.table = table;
        this.unknown = unknown;
    }

    /**
     * The change by the keys that the elements have here.
     *
     * @param known what is known of the column, null for nothing
     */
    ColumnDelta.Merged meant(ColumnDelta.Merged change, SlotShape shape, @Nullable Slot known) {
        if (!shape.isList() || !(known instanceof Elements elements) || change.cleared()) {
            return change;
        }
        List<CqlValue> read = readKeys(elements);
        if (read.isEmpty()) {
            return change;
        }
        List<ColumnDelta.Element> added = new ArrayList<>(change.added().size());
        for (ColumnDelta.Element element : change.added()) {
            CqlValue key = meant(element.key(), elements, shape, read);
            added.add(new ColumnDelta.Element(key, element.value(), element.ttlSeconds()));
        }
        List<CqlValue> removed = new ArrayList<>(change.removed().size());
        for (CqlValue key : change.removed()) {
            removed.add(meant(key, elements, shape, read));
        }
        return new ColumnDelta.Merged(false, added, removed);
    }

    private static List<CqlValue> readKeys(Elements elements) {
        List<CqlValue> keys = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            if (ReadListKey.isOne(elements.element(i).key())) {
                keys.add(elements.element(i).key());
            }
        }
        return keys;
    }

    private CqlValue meant(CqlValue key, Elements elements, SlotShape shape, List<CqlValue> read) {
        for (int i = 0; i < elements.size(); i++) {
            if (elements.element(i).key().equals(key)) {
                return key;
            }
        }
        long micros = ReadListKey.time(key).micros();
        List<CqlValue> sameTime =
                read.stream().filter(one -> ReadListKey.time(one).micros() == micros).toList();
        if (sameTime.size() == 1) {
            return sameTime.get(0);
        }
        if (shape.compareKeys(key, read.get(read.size() - 1)) <= 0
                && shape.compareKeys(key, read.get(0)) >= 0) {
            count();
        }
        return key;
    }

    private void count() {
        if (unknown.getCount() == 0) {
            LOG.warn(
                    "{}: the log changes an element of a list that a read of the table has found,"
                            + " and it cannot be told which: such an element is shown as it was, and"
                            + " one that was overwritten beside it, until the list is written as a"
                            + " whole. Further ones are counted only, in unknownListElements",
                    table);
        }
        unknown.inc();
    }
}
