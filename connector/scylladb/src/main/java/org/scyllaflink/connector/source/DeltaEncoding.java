/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Encoding;

/** The deltas of a row change as bytes: one code a column, then what the code has. */
final class DeltaEncoding {

    private static final int UNTOUCHED = 0;
    private static final int DELETED = 1;
    private static final int WRITTEN = 2;
    private static final int WRITTEN_WITH_TTL = 3;
    private static final int MERGED = 4;
    private static final int UNLOGGED = 5;

    private DeltaEncoding() {}

    static void write(List<ColumnDelta> deltas, DataOutputView target) throws IOException {
        for (int i = 0; i < deltas.size(); i++) {
            ColumnDelta delta = deltas.get(i);
            if (delta instanceof ColumnDelta.Untouched) {
                target.writeByte(UNTOUCHED);
            } else if (delta instanceof ColumnDelta.Deleted) {
                target.writeByte(DELETED);
            } else if (delta instanceof ColumnDelta.Unlogged) {
                target.writeByte(UNLOGGED);
            } else if (delta instanceof ColumnDelta.Written written) {
                write(written, target);
            } else {
                write((ColumnDelta.Merged) delta, target);
            }
        }
    }

    static List<ColumnDelta> read(int count, DataInputView source) throws IOException {
        ColumnDelta[] deltas = new ColumnDelta[count];
        for (int i = 0; i < count; i++) {
            deltas[i] = read(source);
        }
        return List.of(deltas);
    }

    private static ColumnDelta read(DataInputView source) throws IOException {
        int code = source.readByte();
        return switch (code) {
            case UNTOUCHED -> ColumnDelta.UNTOUCHED;
            case DELETED -> ColumnDelta.DELETED;
            case WRITTEN -> new ColumnDelta.Written(Encoding.readValue(source), 0);
            case WRITTEN_WITH_TTL -> {
                int ttlSeconds = Encoding.readInt(source);
                yield new ColumnDelta.Written(Encoding.readValue(source), ttlSeconds);
            }
            case MERGED -> readMerged(source);
            case UNLOGGED -> ColumnDelta.UNLOGGED;
            default -> throw new IOException("delta code " + code + " (expected: 0 to 5)");
        };
    }

    private static void write(ColumnDelta.Written written, DataOutputView target)
            throws IOException {
        if (written.ttlSeconds() == 0) {
            target.writeByte(WRITTEN);
        } else {
            target.writeByte(WRITTEN_WITH_TTL);
            Encoding.writeInt(written.ttlSeconds(), target);
        }
        Encoding.writeValue(written.value(), target);
    }

    private static void write(ColumnDelta.Merged merged, DataOutputView target) throws IOException {
        target.writeByte(MERGED);
        target.writeBoolean(merged.cleared());
        Encoding.writeInt(merged.added().size(), target);
        for (ColumnDelta.Element element : merged.added()) {
            Encoding.writeValue(element.key(), target);
            Encoding.writeNullable(element.value(), target);
            Encoding.writeInt(element.ttlSeconds(), target);
        }
        Encoding.writeInt(merged.removed().size(), target);
        for (CqlValue key : merged.removed()) {
            Encoding.writeValue(key, target);
        }
    }

    private static ColumnDelta.Merged readMerged(DataInputView source) throws IOException {
        boolean cleared = source.readBoolean();
        int addedCount = Encoding.readInt(source);
        List<ColumnDelta.Element> added = new ArrayList<>(addedCount);
        for (int i = 0; i < addedCount; i++) {
            CqlValue key = Encoding.readValue(source);
            CqlValue value = Encoding.readNullable(source);
            added.add(new ColumnDelta.Element(key, value, Encoding.readInt(source)));
        }
        int removedCount = Encoding.readInt(source);
        List<CqlValue> removed = new ArrayList<>(removedCount);
        for (int i = 0; i < removedCount; i++) {
            removed.add(Encoding.readValue(source));
        }
        return new ColumnDelta.Merged(cleared, added, removed);
    }
}
