/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.GoldenBytes;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.StreamId;

class StateSerializersTest {

    private static final StreamId BEHIND = new StreamId(-0x123456789abcdefL, 0x1122334455667711L);
    private static final StreamId AHEAD = new StreamId(0x123456789abcdefL, 0x1122334455667721L);

    private static final StreamGroupSplit SPLIT =
            new StreamGroupSplit(
                    Instant.parse("2026-01-01T00:00:00.001Z"),
                    3,
                    List.of(BEHIND, AHEAD),
                    new Position(
                            Instant.parse("2026-01-01T00:10:00.002Z"),
                            Map.of(AHEAD, CdcTime.lowest(1_767_226_200_500_000L))));

    private static final EnumeratorState STATE =
            new EnumeratorState(
                    Changes.TABLE,
                    Instant.parse("2026-01-01T00:00:00Z"),
                    Instant.parse("2026-01-02T00:00:00Z"),
                    Instant.parse("2026-01-01T12:00:00Z"),
                    List.of(SPLIT, SPLIT.withPosition(Position.startOf(Instant.EPOCH))));

    private final StreamGroupSplitSerializer splits = new StreamGroupSplitSerializer();
    private final EnumeratorStateSerializer states = new EnumeratorStateSerializer();

    @Test
    void readsAndWritesVersion1OfSplits() throws IOException {
        GoldenBytes.check("split-v1", splits, SPLIT);
    }

    @Test
    void readsAndWritesVersion1OfTheEnumeratorsState() throws IOException {
        GoldenBytes.check("enumerator-state-v1", states, STATE);
    }

    @Test
    void readsAndWritesVersion1OfAStateThatHasNotBegun() throws IOException {
        GoldenBytes.check(
                "enumerator-state-v1-initial", states, EnumeratorState.initial(Changes.TABLE));
    }

    @Test
    void refusesVersionsItDoesNotKnow() {
        assertThatThrownBy(() -> splits.deserialize(2, splits.serialize(SPLIT)))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "version of a split: 2 (expected: 1); a newer release of the connector"
                                + " wrote it");
        assertThatThrownBy(() -> states.deserialize(7, states.serialize(STATE)))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "version of the enumerator's state: 7 (expected: 1); a newer release of"
                                + " the connector wrote it");
    }

    @Test
    void refusesBytesThatAreLeftOver() throws IOException {
        byte[] split = splits.serialize(SPLIT);
        assertThatThrownBy(() -> splits.deserialize(1, Arrays.copyOf(split, split.length + 2)))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "split of generation 2026-01-01T00:00:00.001Z: 2 bytes left (expected:"
                                + " none)");
        byte[] state = states.serialize(STATE);
        assertThatThrownBy(() -> states.deserialize(1, Arrays.copyOf(state, state.length + 1)))
                .isInstanceOf(IOException.class)
                .hasMessage("enumerator's state: 1 bytes left (expected: none)");
    }

    @Test
    void refusesBytesThatAreCutOff() throws IOException {
        byte[] split = splits.serialize(SPLIT);
        assertThatThrownBy(() -> splits.deserialize(1, Arrays.copyOf(split, split.length - 1)))
                .isInstanceOf(IOException.class);
        byte[] state = states.serialize(STATE);
        assertThatThrownBy(() -> states.deserialize(1, Arrays.copyOf(state, state.length - 1)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void splitsAreEqualByTheirContent() throws IOException {
        assertThat(splits.deserialize(1, splits.serialize(SPLIT))).isEqualTo(SPLIT);
    }
}
