/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.GoldenBytes;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TokenRange;

class SnapshotStateSerializersTest {

    private static final Key DAY = Key.of(value(7), value(8, 9));
    private static final TableRangeSplit FRESH =
            new TableRangeSplit(3, new TokenRange(-10, 20), 1_700_000_000_123_456L, null);
    private static final TableRangeSplit AT_STATIC = FRESH.upTo(new RowPosition(-9, DAY, null));
    private static final TableRangeSplit AT_ROW =
            FRESH.upTo(new RowPosition(5, DAY, Key.of(value(1, 2, 3))));
    private static final TableRangeSplit AT_SINGLE_ROW =
            FRESH.upTo(new RowPosition(5, DAY, Key.EMPTY));

    private final TableRangeSplitSerializer splits = new TableRangeSplitSerializer();
    private final ScanStateSerializer states = new ScanStateSerializer();

    @Test
    void rangesAreWrittenAsPublishedAndReadBack() throws IOException {
        GoldenBytes.check("table-range-v1-fresh", splits, FRESH);
        GoldenBytes.check("table-range-v1-static", splits, AT_STATIC);
        GoldenBytes.check("table-range-v1-row", splits, AT_ROW);
        GoldenBytes.check("table-range-v1-single-row", splits, AT_SINGLE_ROW);
    }

    @Test
    void stateOfTheEnumeratorIsWrittenAsPublishedAndReadBack() throws IOException {
        GoldenBytes.check("scan-state-v1-initial", states, ScanState.INITIAL);
        GoldenBytes.check(
                "scan-state-v1",
                states,
                new ScanState(new TableName("shop", "events"), 256, List.of(FRESH, AT_ROW)));
    }

    @Test
    void otherVersionsAndBytesThatAreLeftAreRefused() throws IOException {
        byte[] split = splits.serialize(FRESH);
        byte[] state = states.serialize(ScanState.INITIAL);
        assertThatThrownBy(() -> splits.deserialize(2, split))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version of a range: 2 (expected: 1)");
        assertThatThrownBy(() -> states.deserialize(2, state))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("state: 2 (expected: 1)");
        assertThatThrownBy(() -> splits.deserialize(1, Arrays.copyOf(split, split.length + 1)))
                .hasMessage("range 3: 1 bytes left (expected: none)");
        assertThatThrownBy(() -> states.deserialize(1, Arrays.copyOf(state, state.length + 2)))
                .hasMessage("enumerator's state: 2 bytes left (expected: none)");
    }

    private static CqlValue value(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return CqlValue.wrap(array);
    }
}
