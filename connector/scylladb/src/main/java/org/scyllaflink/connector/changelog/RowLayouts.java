/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * The layouts that rows in state may have, each with its number: a row that was written before a
 * column was added stays as it is until it changes.
 */
final class RowLayouts {

    private final List<RowLayout> layouts;

    private RowLayouts(List<RowLayout> layouts) {
        this.layouts = List.copyOf(layouts);
    }

    /** Without state of former runs. */
    static RowLayouts of(RowLayout layout) {
        return new RowLayouts(List.of(layout));
    }

    /**
     * Takes the layouts of former runs from the operator's state, where they are numbered, and adds
     * the present one if it is new.
     *
     * @throws IllegalStateException if rows of one of them cannot be read as rows of the present
     *     one; see {@link RowLayout#checkReads}
     */
    static RowLayouts restore(StateInitializationContext context, RowLayout present)
            throws Exception {
        BroadcastState<Integer, byte[]> state =
                context.getOperatorStateStore()
                        .getBroadcastState(
                                new MapStateDescriptor<>(
                                        "layouts",
                                        IntSerializer.INSTANCE,
                                        BytePrimitiveArraySerializer.INSTANCE));
        List<RowLayout> layouts = new ArrayList<>();
        while (state.contains(layouts.size())) {
            layouts.add(decode(state.get(layouts.size())));
        }
        if (layouts.isEmpty() && context.isRestored()) {
            // The first version kept none: its rows have the schema that they are restored with,
            // as their serializer sees to, and all its values.
            layouts.add(RowLayout.of(present.schema()));
        }
        for (RowLayout layout : layouts) {
            present.checkReads(layout);
        }
        if (layouts.isEmpty() || !layouts.get(layouts.size() - 1).equals(present)) {
            layouts.add(present);
        }
        for (int i = 0; i < layouts.size(); i++) {
            state.put(i, encode(layouts.get(i)));
        }
        return new RowLayouts(layouts);
    }

    /** That of the rows that are written. */
    RowLayout present() {
        return layouts.get(presentNumber());
    }

    int presentNumber() {
        return layouts.size() - 1;
    }

    /** How rows of the table are written. */
    RowEncoding rowEncoding() {
        return new RowEncoding(
                layouts.stream().map(this::rowPlaces).toList(), present().rowShapes());
    }

    /** How the static columns of a partition are written. */
    RowEncoding staticEncoding() {
        return new RowEncoding(
                layouts.stream().map(this::staticPlaces).toList(), present().staticShapes());
    }

    private RowEncoding.Stored rowPlaces(RowLayout layout) {
        int before = layout.schema().keySize() + layout.statics();
        int now = present().schema().keySize() + present().statics();
        return new RowEncoding.Stored(layout.rowShapes(), places(layout, before, now));
    }

    private RowEncoding.Stored staticPlaces(RowLayout layout) {
        int keySize = present().schema().keySize();
        return new RowEncoding.Stored(layout.staticShapes(), places(layout, keySize, keySize));
    }

    /** For each slot of a layout that of the present one which has the column of its name. */
    private int[] places(RowLayout layout, int before, int now) {
        int[] places = new int[layout.schema().columns().size() - before + 1];
        for (int i = 1; i < places.length; i++) {
            String name = layout.schema().column(before + i - 1).name();
            places[i] = present().schema().indexOf(name) - now + 1;
        }
        return places;
    }

    private static byte[] encode(RowLayout layout) throws IOException {
        DataOutputSerializer target = new DataOutputSerializer(256);
        layout.write(target);
        return target.getCopyOfBuffer();
    }

    private static RowLayout decode(byte[] bytes) throws IOException {
        return RowLayout.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
