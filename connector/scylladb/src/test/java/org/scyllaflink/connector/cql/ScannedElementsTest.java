/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.SnapshotRow;

/** Lists as a read with the time 100 finds them; the log has what was written from then on. */
class ScannedElementsTest {

    @Test
    void elementsThatComeWithTheLogAreLeftOut() {
        assertThat(read(90, 100, 110)).extracting(SnapshotRow.Cell::micros).containsExactly(90L);
    }

    @Test
    void aListOfWhichAllComesWithTheLogIsNotNothing() {
        assertThat(read(100, 110)).containsExactly(new SnapshotRow.Cell(3, null, null, 99, 0));
    }

    private static List<SnapshotRow.Cell> read(long... micros) {
        ByteBuffer list = ByteBuffer.allocate(4 + micros.length * 5).putInt(micros.length);
        for (int i = 0; i < micros.length; i++) {
            list.putInt(1).put((byte) i);
        }
        List<SnapshotRow.Cell> cells = new ArrayList<>();
        new ScannedElements(Elements.OF_LIST, 3, 100)
                .read(CqlValue.of(list.flip()), new Told(micros), cells);
        return cells;
    }

    private static final class Told implements ScannedElements.Times {

        private final long[] micros;

        Told(long[] micros) {
            this.micros = micros;
        }

        @Override
        public boolean areTold() {
            return true;
        }

        @Override
        public long micros(int place) {
            return micros[place];
        }

        @Override
        public long expirySecond(int place) {
            return 0;
        }
    }
}
