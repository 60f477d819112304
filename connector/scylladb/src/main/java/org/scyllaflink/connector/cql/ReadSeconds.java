/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds out in which second of its clock a server computed the TTLs of an answer. A server takes it
 * when it begins to work, but tells the time when it ends: if another second may have begun
 * meanwhile, by the time that the answer took, the TTL of one cell is asked for once more, alone,
 * which takes less time. Safe for use by several threads.
 */
final class ReadSeconds {

    private static final int MOST_QUESTIONS = 5;
    private static final long MILLIS_PER_SECOND = 1_000;

    private final ScyllaSession session;
    private final RequestLimit.Lane lane;
    private final ScanStatements statements;
    private final Map<Integer, CompletableFuture<PreparedStatement>> questions =
            new ConcurrentHashMap<>();

    ReadSeconds(ScyllaSession session, RequestLimit.Lane lane, ScanStatements statements) {
        this.session = session;
        this.lane = lane;
        this.statements = statements;
    }

    /** Any number, if nothing in the answer expires. Does not block. */
    CompletionStage<Long> of(List<Row> rows, long nanos) {
        ScanLayout layout = statements.layout();
        if (layout.now < 0 || rows.isEmpty()) {
            return CompletableFuture.completedFuture(0L);
        }
        Span span = Span.of(rows.get(0).getInstant(layout.now).toEpochMilli(), nanos);
        if (span.isOneSecond()) {
            return CompletableFuture.completedFuture(span.last());
        }
        ExpiringCell cell = ExpiringCell.firstOf(rows, layout);
        return cell == null
                ? CompletableFuture.completedFuture(0L)
                : ask(new Question(rows, cell, span, 0));
    }

    /** The first and the last second in which a server may have begun. */
    private record Span(long first, long last) {

        static Span of(long toldMillis, long nanos) {
            long earliest = toldMillis - TimeUnit.NANOSECONDS.toMillis(nanos) - 1;
            return new Span(
                    Math.floorDiv(earliest, MILLIS_PER_SECOND),
                    Math.floorDiv(toldMillis, MILLIS_PER_SECOND));
        }

        boolean isOneSecond() {
            return first == last;
        }
    }

    private record Question(List<Row> rows, ExpiringCell cell, Span span, int asked) {

        /** Another cell, as this one has been written or has died since. */
        Question ofAnother(ScanLayout layout) {
            ExpiringCell last = ExpiringCell.lastOf(rows, layout);
            return new Question(rows, last == null ? cell : last, span, asked + 1);
        }

        Question again() {
            return new Question(rows, cell, span, asked + 1);
        }
    }

    private CompletionStage<Long> ask(Question question) {
        if (question.asked() == MOST_QUESTIONS) {
            // Nobody knows; the cells die a second too early or too late at the most.
            return CompletableFuture.completedFuture(question.span().last());
        }
        return questions
                .computeIfAbsent(
                        question.cell().ordinal(),
                        ordinal -> session.prepareAsync(statements.layout().ttlQuery(ordinal)))
                .thenCompose(
                        prepared -> {
                            BoundStatement bound = question.cell().bind(prepared);
                            return session.readTimed(
                                    lane, () -> session.execute(statements.settled(bound)));
                        })
                .thenCompose(answer -> conclude(question, answer));
    }

    private CompletionStage<Long> conclude(Question question, TimedAnswer answer) {
        @Nullable Row row = answer.result().one();
        @Nullable Integer ttl = row == null ? null : question.cell().ttlIn(row);
        if (ttl == null) {
            return ask(question.ofAnother(statements.layout()));
        }
        Span span = Span.of(row.getInstant(0).toEpochMilli(), answer.nanos());
        return span.isOneSecond()
                ? CompletableFuture.completedFuture(span.last() + ttl - question.cell().ttl())
                : ask(question.again());
    }
}
