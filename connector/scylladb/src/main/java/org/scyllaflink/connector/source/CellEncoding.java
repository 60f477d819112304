/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.scyllaflink.connector.model.Encoding;
import org.scyllaflink.connector.model.SnapshotRow;

/** How the cells of a {@link SnapshotRow} are written. */
final class CellEncoding {

    private CellEncoding() {}

    static void write(List<SnapshotRow.Cell> cells, DataOutput target) throws IOException {
        Encoding.writeInt(cells.size(), target);
        for (SnapshotRow.Cell cell : cells) {
            Encoding.writeInt(cell.ordinal(), target);
            Encoding.writeNullable(cell.element(), target);
            Encoding.writeNullable(cell.value(), target);
            target.writeLong(cell.micros());
            Encoding.writeLong(cell.expirySecond(), target);
        }
    }

    static List<SnapshotRow.Cell> read(DataInput source) throws IOException {
        int count = Encoding.readInt(source);
        List<SnapshotRow.Cell> cells = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cells.add(
                    new SnapshotRow.Cell(
                            Encoding.readInt(source),
                            Encoding.readNullable(source),
                            Encoding.readNullable(source),
                            source.readLong(),
                            Encoding.readLong(source)));
        }
        return cells;
    }
}
