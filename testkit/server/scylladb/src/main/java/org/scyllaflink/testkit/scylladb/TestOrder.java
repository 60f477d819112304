/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.cassandra.audit.AuditLogContext;
import org.apache.cassandra.audit.AuditLogEntryType;
import org.apache.cassandra.cql3.CQLStatement;
import org.apache.cassandra.cql3.QueryOptions;
import org.apache.cassandra.exceptions.SyntaxException;
import org.apache.cassandra.service.ClientState;
import org.apache.cassandra.service.QueryState;
import org.apache.cassandra.transport.Dispatcher.RequestTime;
import org.apache.cassandra.transport.messages.ResultMessage;

/** What a test can order and a user of ScyllaDB cannot, sent like any CQL statement. */
final class TestOrder implements CQLStatement {
    /** All that can be ordered. */
    private static final List<OrderKind> KINDS =
            List.of(
                    NewGenerationOrder.KIND,
                    ResizeTabletsOrder.KIND,
                    SplitTabletOrder.KIND,
                    MergeTabletsOrder.KIND,
                    CollectStreamsOrder.KIND,
                    HideGenerationsOrder.KIND,
                    DelayLogOrder.KIND,
                    ReleaseLogOrder.KIND,
                    DuplicateOrder.KIND,
                    LimitPagesOrder.KIND,
                    RefuseTimesOrder.KIND,
                    FailReadsOrder.KIND,
                    FailEveryReadOrder.KIND,
                    ExpireRowsOrder.KIND,
                    NoFaultsOrder.KIND);

    private static final Pattern KEYWORD =
            Pattern.compile("\\s*ORDER\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Order order;

    private TestOrder(Order order) {
        this.order = order;
    }

    static boolean isOrder(String query) {
        return KEYWORD.matcher(query).matches();
    }

    /**
     * Finds out what is ordered.
     *
     * @throws SyntaxException that shows every order, when the query is none
     */
    static TestOrder parse(String query) {
        return KINDS.stream()
                .map(kind -> kind.parse(query))
                .filter(Objects::nonNull)
                .findFirst()
                .map(TestOrder::new)
                .orElseThrow(() -> unknown(query));
    }

    private static SyntaxException unknown(String query) {
        return new SyntaxException(
                KINDS.stream()
                        .map(kind -> kind.syntax().toString())
                        .collect(
                                Collectors.joining(
                                        "\n", "unknown order: " + query + "; expected:\n", "")));
    }

    @Override
    public ResultMessage execute(QueryState state, QueryOptions options, RequestTime time) {
        return executeLocally(state, options);
    }

    @Override
    public ResultMessage executeLocally(QueryState state, QueryOptions options) {
        order.execute();
        return new ResultMessage.Void();
    }

    @Override
    public void authorize(ClientState client) {
        // whoever reaches the server may order
    }

    @Override
    public void validate(ClientState client) {
        // done when it is executed
    }

    @Override
    public AuditLogContext getAuditLogContext() {
        return new AuditLogContext(AuditLogEntryType.UPDATE);
    }

    @Override
    public String toString() {
        return order.toString();
    }
}
