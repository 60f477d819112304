/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.cassandra.audit.AuditLogContext;
import org.apache.cassandra.audit.AuditLogEntryType;
import org.apache.cassandra.cql3.CQLStatement;
import org.apache.cassandra.cql3.QueryOptions;
import org.apache.cassandra.exceptions.SyntaxException;
import org.apache.cassandra.service.ClientState;
import org.apache.cassandra.service.QueryState;
import org.apache.cassandra.transport.Dispatcher.RequestTime;
import org.apache.cassandra.transport.messages.ResultMessage;

/**
 * What a test can order and a user of ScyllaDB cannot, sent like any CQL statement:
 *
 * <pre>{@code ORDER NEW GENERATION AT <millis since the epoch> [WITH VNODES <n> SHARDS <m>]}</pre>
 */
final class TestOrder implements CQLStatement {
    private static final Pattern KEYWORD =
            Pattern.compile("\\s*ORDER\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final String SYNTAX =
            "ORDER NEW GENERATION AT <millis> [WITH VNODES <n> SHARDS <m>]";
    private static final Pattern NEW_GENERATION =
            Pattern.compile(
                    "\\s*ORDER\\s+NEW\\s+GENERATION\\s+AT\\s+(\\d{1,18})"
                            + "(?:\\s+WITH\\s+VNODES\\s+(\\d{1,9})\\s+SHARDS\\s+(\\d{1,9}))?\\s*;?\\s*",
                    Pattern.CASE_INSENSITIVE);

    private final long timeMillis;
    private final int vnodes;
    private final int shards;

    private TestOrder(long timeMillis, int vnodes, int shards) {
        this.timeMillis = timeMillis;
        this.vnodes = vnodes;
        this.shards = shards;
    }

    static boolean isOrder(String query) {
        return KEYWORD.matcher(query).matches();
    }

    static TestOrder parse(String query, Generations generations) {
        Matcher order = NEW_GENERATION.matcher(query);
        if (!order.matches()) {
            throw new SyntaxException("unknown order: " + query + " (expected: " + SYNTAX + ")");
        }
        Generation last = generations.last();
        boolean sized = order.group(2) != null;
        return new TestOrder(
                Long.parseLong(order.group(1)),
                sized ? Integer.parseInt(order.group(2)) : last.vnodes(),
                sized ? Integer.parseInt(order.group(3)) : last.shards());
    }

    @Override
    public ResultMessage execute(QueryState state, QueryOptions options, RequestTime time) {
        return executeLocally(state, options);
    }

    @Override
    public ResultMessage executeLocally(QueryState state, QueryOptions options) {
        StreamSets.announce(timeMillis, vnodes, shards);
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
        return "ORDER NEW GENERATION AT "
                + timeMillis
                + " WITH VNODES "
                + vnodes
                + " SHARDS "
                + shards;
    }
}
