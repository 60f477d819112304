/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.apache.flink.util.FlinkRuntimeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.cql.CdcOptions;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.source.LocalJob.Checkpoint;

class SeveralTablesTest {

    private static final TableName ORDERS = Changes.TABLE;
    private static final TableName CARTS = new TableName("shop", "carts");
    private static final TableName STOCK = new TableName("store", "stock");
    private static final Instant END = SimpleJob.START.plusMillis(1_000);

    private final SimpleJob run = new SimpleJob();

    @BeforeEach
    void addTables() {
        FakeGenerations vnodes = run.cluster().vnodes();
        run.cluster().addTable(CARTS);
        FakeGenerations tablets = run.cluster().addTabletTable(STOCK);
        vnodes.announce(SimpleJob.START, SimpleJob.START, Changes.streams(0, 3, 2));
        tablets.announce(SimpleJob.START, SimpleJob.START, Changes.tablets(0, 200, 400));
        tablets.announce(
                SimpleJob.START.plusMillis(500),
                SimpleJob.START,
                Changes.tablets(1, 100, 200, 300, 400));
        run.write(ORDERS, vnodes, 0, 1_000);
        run.write(CARTS, vnodes, 0, 1_000);
        run.write(STOCK, tablets, 0, 1_000);
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void readsAllThatPatternsMatchAndAsksForSharedGenerationsOnce() throws Exception {
        start(Checkpoint.NONE, "shop\\..*", "store.stock");
        run.job().discover();
        assertThat(run.cluster().vnodes().looks()).isEqualTo(1);
        run.runToEnd();
        run.assertComplete(ORDERS);
        run.assertComplete(CARTS);
        run.assertComplete(STOCK);
        assertThat(run.job().downstream().late()).isEmpty();
        assertThat(run.cluster().vnodes().streamLooks()).isEqualTo(1);
    }

    @Test
    void aTableThatIsNotSelectedAnyMoreIsDroppedAndHoldsNothingUp() throws Exception {
        start(Checkpoint.NONE, "shop.orders", "shop.carts");
        run.runUntil(300);
        Checkpoint checkpoint = run.job().checkpoint();
        int carts = run.numbers(CARTS).size();

        start(checkpoint, "shop.orders", "store.stock");
        run.runToEnd();
        run.assertComplete(ORDERS);
        assertThat(run.numbers(CARTS)).hasSize(carts);
        run.assertComplete(STOCK);
    }

    @Test
    void aTableThatIsAddedBeginsAtTheStartingPoint() throws Exception {
        start(Checkpoint.NONE, "shop.orders");
        run.runUntil(300);
        start(run.job().checkpoint(), "shop\\..*");
        run.runToEnd();
        run.assertComplete(ORDERS);
        run.assertComplete(CARTS);
    }

    @Test
    void failsWhenATableIsDroppedOrItsLogIsSwitchedOff() throws Exception {
        start(Checkpoint.NONE, "shop\\..*");
        run.runUntil(300);
        CdcOptions off =
                new CdcOptions(
                        false,
                        CdcOptions.Preimage.NONE,
                        false,
                        CdcOptions.Delta.FULL,
                        Duration.ofDays(1));
        run.cluster().options(CARTS, off);
        assertThatThrownBy(() -> run.runUntil(400))
                .isInstanceOf(FlinkRuntimeException.class)
                .hasMessage("cannot read the log: table shop.carts: CDC was disabled");

        run.cluster().dropTable(CARTS);
        assertThatThrownBy(() -> run.runUntil(400))
                .isInstanceOf(FlinkRuntimeException.class)
                .hasMessage("cannot read the log: table shop.carts does not exist");
    }

    @Test
    void refusesToGoOnWithoutATableThatAPatternStillMatches() throws Exception {
        start(Checkpoint.NONE, "shop\\..*");
        run.runUntil(300);
        Checkpoint checkpoint = run.job().checkpoint();
        run.cluster().dropTable(CARTS);
        start(checkpoint, "shop\\..*");
        assertThatThrownBy(() -> run.runUntil(400))
                .isInstanceOf(FlinkRuntimeException.class)
                .hasMessage(
                        "cannot read the log: tables: shop\\..* matches shop.carts, which the state"
                                + " holds but which is gone or has no CDC any more (expected:"
                                + " patterns that leave it out)");
    }

    @Test
    void refusesTablesWithoutTheImagesThatAreRequired() throws Exception {
        run.start(run.source("shop.orders").requirePreimages(), Checkpoint.NONE);
        assertThatThrownBy(() -> run.runUntil(100))
                .isInstanceOf(FlinkRuntimeException.class)
                .hasMessage(
                        "cannot read the log: table shop.orders: cdc option 'preimage' is 'false',"
                                + " but preimages are required (expected: 'full', by ALTER TABLE"
                                + " shop.orders WITH cdc = {'enabled': true, 'preimage': 'full',"
                                + " 'postimage': false, 'delta': 'full', 'ttl': 0})");
        run.start(run.source("shop.orders").requirePostimages(), Checkpoint.NONE);
        assertThatThrownBy(() -> run.runUntil(100))
                .hasMessageContaining("'postimage' is 'false', but postimages are required");
    }

    @Test
    void givesAnEndToReadingThatHadNoneAndRefusesAnotherOne() throws Exception {
        run.start(run.source("shop.orders"), Checkpoint.NONE);
        run.runUntil(300);
        start(run.job().checkpoint(), "shop.orders");
        run.runUntil(500);
        Checkpoint checkpoint = run.job().checkpoint();
        run.start(run.source("shop.orders").until(END.plusMillis(5)), checkpoint);
        assertThatThrownBy(() -> run.runUntil(600))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "stopping point: 2026-01-01T00:00:01.005Z (expected:"
                                + " 2026-01-01T00:00:01Z, which is fixed in the state for"
                                + " shop.orders)");
        start(checkpoint, "shop.orders");
        run.runToEnd();
        run.assertComplete(ORDERS);
    }

    @Test
    void stopsBeforeAGenerationThatIsInPlaceAlready() throws Exception {
        run.start(run.source("store.stock"), Checkpoint.NONE);
        run.runUntil(300);
        Checkpoint checkpoint = run.job().checkpoint();
        run.start(run.source("store.stock").until(SimpleJob.START.plusMillis(400)), checkpoint);
        run.runToEnd();
        assertThat(run.numbers(STOCK)).hasSize((399 + 7) / 7).doesNotHaveDuplicates();
    }

    private void start(Checkpoint checkpoint, String... tables) throws Exception {
        run.start(run.source(tables).until(END), checkpoint);
    }
}
