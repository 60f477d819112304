/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CqlValue;

/**
 * What is known of a non-frozen collection or user-defined type of one row: when it was last
 * cleared, and each element with its own time and TTL. Never changed in place.
 */
final class Elements implements Slot {

    private static final Element[] NONE = new Element[0];

    private final SlotShape shape;
    private final long clearedMicros;
    private final Element[] elements;
    private @Nullable CqlValue value;
    private boolean isShown;

    /**
     * @param clearedMicros time up to which all elements are gone, else {@link Row#NEVER}
     * @param elements in the order of their keys, no key twice, none covered by the clearing; not
     *     to be changed afterwards
     */
    Elements(SlotShape shape, long clearedMicros, Element[] elements) {
        this.shape = shape;
        this.clearedMicros = clearedMicros;
        this.elements = elements;
    }

    static Elements none(SlotShape shape) {
        return new Elements(shape, Row.NEVER, NONE);
    }

    /**
     * @param key map key, set element, list timeuuid or field position
     * @param cell its value if it is live: {@link Cell#NO_VALUE} in a set
     */
    record Element(CqlValue key, Cell cell) {}

    int size() {
        return elements.length;
    }

    Element element(int index) {
        return elements[index];
    }

    long clearedMicros() {
        return clearedMicros;
    }

    /**
     * @param clearMicros all elements up to this time are to go; {@link Row#NEVER} for none
     * @param changes any order
     * @param tombstoneMicros of the row: what it covers is left out
     */
    @Nullable Elements merge(long clearMicros, List<Element> changes, long tombstoneMicros) {
        long cleared =
                Math.max(clearedMicros, clearMicros > tombstoneMicros ? clearMicros : Row.NEVER);
        long covered = Math.max(cleared, tombstoneMicros);
        List<Element> merged = new ArrayList<>(elements.length + changes.size());
        for (Element element : elements) {
            if (element.cell().micros() > covered) {
                merged.add(element);
            }
        }
        for (Element change : changes) {
            if (change.cell().micros() > covered) {
                put(change, merged);
            }
        }
        return orNull(cleared, merged);
    }

    private void put(Element change, List<Element> merged) {
        int place = place(change.key(), merged);
        if (place < 0) {
            merged.add(-place - 1, change);
        } else if (change.cell().beats(merged.get(place).cell())) {
            merged.set(place, change);
        }
    }

    /** As in a binary search; elements mostly come in their order, so the end is tried first. */
    private int place(CqlValue key, List<Element> merged) {
        int low = 0;
        int high = merged.size() - 1;
        int middle = high;
        while (low <= high) {
            int order = shape.compareKeys(merged.get(middle).key(), key);
            if (order == 0) {
                return middle;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
            middle = low + high >>> 1;
        }
        return -low - 1;
    }

    @Override
    public boolean isLive() {
        for (Element element : elements) {
            if (element.cell().isLive()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public @Nullable CqlValue value() {
        if (!isShown) {
            value = shape.show(elements);
            isShown = true;
        }
        return value;
    }

    @Override
    public long newestMicros() {
        long newest = clearedMicros;
        for (Element element : elements) {
            newest = Math.max(newest, element.cell().micros());
        }
        return newest;
    }

    @Override
    public long nextExpirySecond() {
        long next = Row.AT_NO_TIME;
        for (Element element : elements) {
            next = Math.min(next, element.cell().nextExpirySecond());
        }
        return next;
    }

    @Override
    public Elements expireUntil(long second) {
        if (nextExpirySecond() > second) {
            return this;
        }
        Element[] left = new Element[elements.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = new Element(elements[i].key(), elements[i].cell().expireUntil(second));
        }
        return new Elements(shape, clearedMicros, left);
    }

    @Override
    public @Nullable Elements deletedAt(long micros) {
        return retain(
                clearedMicros > micros ? clearedMicros : Row.NEVER,
                cell -> cell.deletedAt(micros) != null);
    }

    @Override
    public @Nullable Elements forgetDead(long beforeMicros) {
        return retain(
                clearedMicros >= beforeMicros ? clearedMicros : Row.NEVER,
                cell -> cell.forgetDead(beforeMicros) != null);
    }

    private @Nullable Elements retain(long newClearedMicros, Predicate<Cell> isKept) {
        List<Element> kept = new ArrayList<>(elements.length);
        for (Element element : elements) {
            if (isKept.test(element.cell())) {
                kept.add(element);
            }
        }
        return kept.size() == elements.length && newClearedMicros == clearedMicros
                ? this
                : orNull(newClearedMicros, kept);
    }

    private @Nullable Elements orNull(long newClearedMicros, List<Element> left) {
        return left.isEmpty() && newClearedMicros == Row.NEVER
                ? null
                : new Elements(shape, newClearedMicros, left.toArray(NONE));
    }
}
