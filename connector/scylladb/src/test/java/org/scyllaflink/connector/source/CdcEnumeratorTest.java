/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.FlinkRuntimeException;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TokenRange;
import org.scyllaflink.connector.source.HeldSplit.Phase;
import org.scyllaflink.connector.source.LocalEnumerator.Message;

class CdcEnumeratorTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SWITCH = START.plusSeconds(600);

    private final ManualClock clock = new ManualClock(START.plusSeconds(60));
    private final FakeCluster cluster = new FakeCluster(clock, 10);
    private final ScyllaCdcSourceBuilder<Change> builder =
            ScyllaCdcSource.<Change>builder()
                    .connection(cluster)
                    .table(Changes.TABLE)
                    .deserializer(ChangeDeserializationSchema.changes(Changes.SCHEMA))
                    .clock(clock);

    @Test
    void failsTheJobIfItCannotReadTheGenerationsWhenItStarts() {
        cluster.metadataDown(true);
        assertThatThrownBy(() -> start(EnumeratorState.INITIAL).discover())
                .isInstanceOf(FlinkRuntimeException.class)
                .hasMessage("shop.orders: cannot read the generations of the log")
                .hasRootCauseMessage("server time: no node answers");
    }

    @Test
    void failsTheJobIfItCannotReadTheStreamsOfItsFirstGeneration() {
        cluster.announce(START, START, Changes.streams(0, 2, 1));
        cluster.streamsDown(true);
        assertThatThrownBy(() -> start(EnumeratorState.INITIAL).discover())
                .isInstanceOf(FlinkRuntimeException.class)
                .hasMessage(
                        "shop.orders: cannot read the streams of generation 2026-01-01T00:00:00Z")
                .hasRootCauseMessage("streams of 2026-01-01T00:00:00Z: no node answers");
    }

    @Test
    void triesToReadTheStreamsOfALaterGenerationUntilItHasBegun() {
        cluster.announce(START, START, Changes.streams(0, 1, 2));
        LocalEnumerator enumerator = start(EnumeratorState.INITIAL);
        enumerator.discover();
        cluster.announce(SWITCH, START, Changes.streams(1, 2, 2));
        cluster.streamsDown(true);
        enumerator.discover();
        messages(enumerator);

        cluster.streamsDown(false);
        enumerator.discover();
        assertThat(splitIds(messages(enumerator)))
                .containsExactly("shop.orders-1767226200000-0", "shop.orders-1767226200000-1");
    }

    @Test
    void failsTheJobIfItCannotReadTheStreamsOfAGenerationThatHasBegun() {
        cluster.announce(START, START, Changes.streams(0, 1, 2));
        LocalEnumerator enumerator = start(EnumeratorState.INITIAL);
        enumerator.discover();
        cluster.announce(SWITCH, START, Changes.streams(1, 2, 2));
        cluster.streamsDown(true);
        enumerator.discover();

        clock.advance(Duration.ofMinutes(9));
        assertThatThrownBy(enumerator::discover)
                .isInstanceOf(FlinkRuntimeException.class)
                .hasMessage(
                        "shop.orders: cannot read the streams of generation 2026-01-01T00:10:00Z");
    }

    @Test
    void dropsTheStateOfATableThatIsNotSelectedAnyMore() throws Exception {
        cluster.announce(START, START, Changes.streams(0, 2, 1));
        TableState carts = TableState.initial(new TableName("shop", "carts"));
        LocalEnumerator enumerator = start(new EnumeratorState(List.of(carts)));
        enumerator.discover();

        assertThat(enumerator.checkpoint().tables())
                .extracting(TableState::table)
                .containsExactly(Changes.TABLE);
    }

    @Test
    void waitsForTheFirstGeneration() throws Exception {
        LocalEnumerator enumerator = start(EnumeratorState.INITIAL);
        enumerator.discover();
        assertThat(messages(enumerator)).isEmpty();

        cluster.announce(START, START, Changes.streams(0, 2, 1));
        enumerator.discover();
        assertThat(messages(enumerator)).hasSize(2);
    }

    @Test
    void keepsTheBeginningThatItFoundFirst() throws Exception {
        cluster.announce(START, START, Changes.streams(0, 2, 1));
        LocalEnumerator enumerator = start(EnumeratorState.INITIAL);
        enumerator.discover();
        EnumeratorState state = enumerator.checkpoint();
        assertThat(state.tables().get(0).from()).isEqualTo("2026-01-01T00:00:50Z");

        clock.advance(Duration.ofMinutes(5));
        LocalEnumerator restored = start(state);
        restored.discover();

        assertThat(restored.checkpoint()).isEqualTo(state);
    }

    @Test
    void movesTheHorizonWithEachLookAndKeepsItInAnOutage() {
        cluster.announce(START, START, Changes.streams(0, 2, 1));
        LocalEnumerator enumerator = start(EnumeratorState.INITIAL);
        enumerator.discover();
        assertThat(lastSchedule(enumerator).readableUntilMillis())
                .isEqualTo(clock.instant().plusSeconds(60).toEpochMilli());

        clock.advance(Duration.ofSeconds(10));
        enumerator.discover();
        assertThat(lastSchedule(enumerator).readableUntilMillis())
                .isEqualTo(clock.instant().plusSeconds(60).toEpochMilli());

        clock.advance(Duration.ofSeconds(10));
        cluster.metadataDown(true);
        enumerator.discover();
        assertThat(messages(enumerator)).isEmpty();
    }

    @Test
    void assignsAnnouncedSplitsAtOnceAndReleasesThemWhenTheirPredecessorsAreRead() {
        cluster.announce(START, START, Changes.streams(0, 1, 2));
        cluster.announce(SWITCH, START, Changes.streams(1, 2, 2));
        LocalEnumerator enumerator = start(EnumeratorState.INITIAL);
        enumerator.discover();

        List<String> ids = splitIds(messages(enumerator));
        assertThat(ids)
                .contains(
                        "shop.orders-1767225600000-0",
                        "shop.orders-1767226200000-0",
                        "shop.orders-1767226200000-1");

        enumerator.receive(0, report(ids, Phase.REGISTERED));
        assertThat(messages(enumerator)).isEmpty();
        enumerator.receive(0, report(ids, Phase.FINISHED));
        assertThat(lastSchedule(enumerator).tables().get(Changes.TABLE).currentMillis())
                .isEqualTo(SWITCH.toEpochMilli());
    }

    @Test
    void tellsAReaderThatRestartsEverythingAnew() {
        cluster.announce(START, START, Changes.streams(0, 2, 1));
        LocalEnumerator enumerator = start(EnumeratorState.INITIAL);
        enumerator.discover();
        List<Message> before = messages(enumerator);

        enumerator.reset(0);
        enumerator.discover();
        enumerator.register(0);
        enumerator.receive(0, new ReaderReport(List.of()));

        assertThat(messages(enumerator)).isEqualTo(before);
    }

    private LocalEnumerator start(EnumeratorState state) {
        LocalEnumerator enumerator = new LocalEnumerator(builder.build(), 1, state);
        enumerator.register(0);
        enumerator.receive(0, new ReaderReport(List.of()));
        return enumerator;
    }

    private static ReaderReport report(List<String> ids, Phase firstGeneration) {
        return new ReaderReport(ids.stream().map(id -> held(id, firstGeneration)).toList());
    }

    private static HeldSplit held(String id, Phase firstGeneration) {
        long generation = Long.parseLong(id.split("-")[1]);
        boolean first = generation == START.toEpochMilli();
        return new HeldSplit(
                id,
                Changes.TABLE,
                generation,
                TokenRange.ring(),
                first ? firstGeneration : Phase.REGISTERED);
    }

    private static List<Message> messages(LocalEnumerator enumerator) {
        List<Message> messages = new ArrayList<>(enumerator.outbox(0));
        enumerator.outbox(0).clear();
        return messages;
    }

    private static List<String> splitIds(List<Message> messages) {
        return messages.stream()
                .filter(Message.Splits.class::isInstance)
                .flatMap(message -> ((Message.Splits) message).splits().stream())
                .map(StreamGroupSplit::splitId)
                .toList();
    }

    private static ReadingSchedule lastSchedule(LocalEnumerator enumerator) {
        List<Message> messages = messages(enumerator);
        return (ReadingSchedule) ((Message.Event) messages.get(messages.size() - 1)).event();
    }
}
