/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

class LogStatementsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final CdcTime BEFORE_NOW =
            CdcTime.lowest(NOW.minusSeconds(1).toEpochMilli() * 1000);

    private final List<CompletableFuture<LogStatement>> renewals = new ArrayList<>();
    private int version = 1;

    private final LogStatements statements =
            new LogStatements(
                    statement(1),
                    age ->
                            CompletableFuture.completedFuture(
                                    new SchemaVersion(new UUID(0, version), NOW, null)),
                    before -> {
                        renewals.add(new CompletableFuture<>());
                        return renewals.get(renewals.size() - 1);
                    });

    @Test
    void oneRenewalIsEnoughForAllWhoWait() {
        version = 2;
        CompletableFuture<LogStatement> first = statements.forRowsUntil(BEFORE_NOW);
        CompletableFuture<LogStatement> second = statements.forRowsUntil(BEFORE_NOW);

        LogStatement renewed = statement(2);
        renewals.get(0).complete(renewed);

        assertThat(renewals).hasSize(1);
        assertThat(first).isCompletedWithValue(renewed);
        assertThat(second).isCompletedWithValue(renewed);
        assertThat(statements.forRowsUntil(BEFORE_NOW)).isCompletedWithValue(renewed);
    }

    @Test
    void aLookAtTheSchemaFromBeforeItChangedAgainIsNotEnough() {
        version = 2;
        CompletableFuture<LogStatement> first = statements.forRowsUntil(BEFORE_NOW);
        version = 3;
        CompletableFuture<LogStatement> second = statements.forRowsUntil(BEFORE_NOW);

        LogStatement early = statement(2);
        renewals.get(0).complete(early);
        assertThat(first).isCompletedWithValue(early);
        assertThat(second).isNotDone();

        LogStatement late = statement(3);
        renewals.get(1).complete(late);
        assertThat(second).isCompletedWithValue(late);
    }

    @Test
    void aRenewalThatFailedIsTriedAgainByTheNextWhoAsks() {
        version = 2;
        CompletableFuture<LogStatement> first = statements.forRowsUntil(BEFORE_NOW);
        renewals.get(0).completeExceptionally(new IOException("down"));
        assertThat(first).isCompletedExceptionally();

        CompletableFuture<LogStatement> second = statements.forRowsUntil(BEFORE_NOW);
        LogStatement renewed = statement(2);
        renewals.get(1).complete(renewed);
        assertThat(second).isCompletedWithValue(renewed);
    }

    @Test
    void aRenewalThatFailsAtOnceIsToldAsItIs() {
        LogStatement first = statement(1);
        LogStatements closed =
                new LogStatements(
                        first,
                        age -> new CompletableFuture<>(),
                        before -> CompletableFuture.failedFuture(new IOException("closed")));

        for (int i = 0; i < 2; i++) {
            assertThat(closed.after(first))
                    .isCompletedExceptionally()
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withRootCauseInstanceOf(IOException.class)
                    .withMessageContaining("closed");
        }
    }

    private static LogStatement statement(int version) {
        TableSchema schema =
                new TableSchema(
                        new TableName("ks", "t"),
                        List.of(Column.partitionKey("pk", CqlType.Native.INT)));
        CdcOptions options =
                new CdcOptions(
                        true,
                        CdcOptions.Preimage.NONE,
                        false,
                        CdcOptions.Delta.FULL,
                        Duration.ofDays(1));
        TableVersion table =
                new TableVersion(
                        new UUID(0, version), new UUID(1, 1), new CdcTable(schema, options));
        return new LogStatement(table, ColumnSelection.ALL, null);
    }
}
