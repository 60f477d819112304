/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.GoldenBytes;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TokenRange;

class StateSerializersTest {

    private static final StreamId BEHIND = new StreamId(-0x123456789abcdefL, 0x1122334455667711L);
    private static final StreamId AHEAD = new StreamId(0x123456789abcdefL, 0x1122334455667721L);

    private static final StreamGroupSplit SPLIT =
            new StreamGroupSplit(
                    Changes.TABLE,
                    Instant.parse("2026-01-01T00:00:00.001Z"),
                    3,
                    new TokenRange(-5, 7_000_000_000L),
                    List.of(BEHIND, AHEAD),
                    new Position(
                            Instant.parse("2026-01-01T00:10:00.002Z"),
                            Map.of(AHEAD, CdcTime.lowest(1_767_226_200_500_000L))));

    private static final StreamGroupSplit OF_VERSION_1 =
            new StreamGroupSplit(
                    SPLIT.table(),
                    SPLIT.generation(),
                    SPLIT.group(),
                    TokenRange.ring(),
                    SPLIT.streams(),
                    SPLIT.position());

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-01-02T00:00:00Z");
    private static final Instant NEWEST = Instant.parse("2026-01-01T12:00:00Z");

    private static final EnumeratorState STATE =
            new EnumeratorState(
                    List.of(
                            new TableState(
                                    Changes.TABLE,
                                    FROM,
                                    FROM.plusSeconds(60),
                                    UNTIL,
                                    NEWEST,
                                    Set.of(FROM, NEWEST),
                                    List.of(
                                            SPLIT,
                                            SPLIT.withPosition(Position.startOf(Instant.EPOCH)))),
                            TableState.initial(new TableName("shop", "carts"))));

    private final StreamGroupSplitSerializer splits = new StreamGroupSplitSerializer(Changes.TABLE);
    private final EnumeratorStateSerializer states = new EnumeratorStateSerializer();

    @Test
    void readsAndWritesVersion2OfSplits() throws IOException {
        GoldenBytes.check("split-v2", splits, SPLIT);
    }

    @Test
    void readsAndWritesWhatASplitRemembers() throws IOException {
        EmittedBatches emitted = EmittedBatches.of(SPLIT.withPosition(Position.startOf(FROM)));
        emitted.add(0, CdcTime.lowest(1_767_225_700_000_000L));
        emitted.add(0, CdcTime.lowest(1_767_225_600_000_001L));
        emitted.add(1, CdcTime.lowest(1_767_225_600_000_001L));
        Position position = SPLIT.position();
        GoldenBytes.check(
                "split-v2-remembering",
                splits,
                SPLIT.withPosition(
                        new Position(
                                position.completeUntil(),
                                position.ahead(),
                                emitted.toRemembered())));
    }

    @Test
    void readsAndWritesVersion2OfTheEnumeratorsState() throws IOException {
        GoldenBytes.check("enumerator-state-v2", states, STATE);
    }

    @Test
    void readsVersion1OfSplitsAsOfTheOnlyTableAndTheWholeRing() throws IOException {
        byte[] bytes = GoldenBytes.read("split-v1");
        assertThat(splits.deserialize(1, bytes)).isEqualTo(OF_VERSION_1);
        assertThatThrownBy(() -> new StreamGroupSplitSerializer(null).deserialize(1, bytes))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "a split of version 1 does not name its table (expected: a source of that"
                                + " one table, and others added after its next savepoint)");
    }

    @Test
    void readsVersion1OfTheEnumeratorsState() throws IOException {
        assertThat(states.deserialize(1, GoldenBytes.read("enumerator-state-v1")))
                .isEqualTo(
                        new EnumeratorState(
                                List.of(
                                        new TableState(
                                                Changes.TABLE,
                                                FROM,
                                                FROM,
                                                UNTIL,
                                                NEWEST,
                                                Set.of(),
                                                List.of(
                                                        OF_VERSION_1,
                                                        OF_VERSION_1.withPosition(
                                                                Position.startOf(
                                                                        Instant.EPOCH)))))));
    }

    @Test
    void readsVersion1OfAStateThatHasNotBegun() throws IOException {
        assertThat(states.deserialize(1, GoldenBytes.read("enumerator-state-v1-initial")))
                .isEqualTo(new EnumeratorState(List.of(TableState.initial(Changes.TABLE))));
    }

    @Test
    void refusesVersionsItDoesNotKnow() {
        assertThatThrownBy(() -> splits.deserialize(3, splits.serialize(SPLIT)))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "version of a split: 3 (expected: 1 or 2); a newer release of the"
                                + " connector wrote it");
        assertThatThrownBy(() -> states.deserialize(7, states.serialize(STATE)))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "version of the enumerator's state: 7 (expected: 1 or 2); a newer release of"
                                + " the connector wrote it");
    }

    @Test
    void refusesBytesThatAreLeftOver() throws IOException {
        byte[] split = splits.serialize(SPLIT);
        assertThatThrownBy(() -> splits.deserialize(2, Arrays.copyOf(split, split.length + 2)))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "split of generation 2026-01-01T00:00:00.001Z: 2 bytes left (expected:"
                                + " none)");
        byte[] state = states.serialize(STATE);
        assertThatThrownBy(() -> states.deserialize(2, Arrays.copyOf(state, state.length + 1)))
                .isInstanceOf(IOException.class)
                .hasMessage("enumerator's state: 1 bytes left (expected: none)");
    }

    @Test
    void refusesBytesThatAreCutOff() throws IOException {
        byte[] split = splits.serialize(SPLIT);
        assertThatThrownBy(() -> splits.deserialize(2, Arrays.copyOf(split, split.length - 1)))
                .isInstanceOf(IOException.class);
        byte[] state = states.serialize(STATE);
        assertThatThrownBy(() -> states.deserialize(2, Arrays.copyOf(state, state.length - 1)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void splitsAreEqualByTheirContent() throws IOException {
        assertThat(splits.deserialize(2, splits.serialize(SPLIT))).isEqualTo(SPLIT);
    }
}
