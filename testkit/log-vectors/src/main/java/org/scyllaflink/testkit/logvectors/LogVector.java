/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import java.util.ArrayList;
import java.util.List;

/** Statements on {@code ks.t} and the rows its log must then have, and no others. */
final class LogVector {
    private static final String LOG = "ks.t_scylla_cdc_log";

    /** An instruction for whoever runs a vector; all of them wait for rows to expire. */
    private static final String WAIT = "-- wait ";

    private final Yaml vector;

    private LogVector(Yaml vector) {
        this.vector = vector;
    }

    static VectorCase of(Yaml yaml) {
        yaml.refuseOthers(
                "name",
                "categories",
                "source",
                "confidence",
                "note",
                "min_version",
                "keyspace",
                "setup",
                "create",
                "statements",
                "asserted",
                "expect");
        yaml.text("create");
        yaml.requireList("statements");
        yaml.requireList("expect");
        for (Yaml row : yaml.children("expect")) {
            row.refuseOthers(
                    "g",
                    "seq",
                    "op",
                    "ttl",
                    "eob",
                    "time",
                    "values",
                    "deleted",
                    "deleted_elements");
        }
        LogGroup.expected(yaml.children("expect"), new Symbols(0));
        return new VectorCase(
                yaml.text("name"),
                yaml.texts("categories"),
                KeyspaceKind.of(yaml),
                new LogVector(yaml)::run);
    }

    private Outcome run(Cluster cluster) {
        String reason = CannotHold.reason(vector);
        if (reason != null) {
            return new Outcome.Skipped(reason);
        }
        Symbols symbols = new Symbols(System.currentTimeMillis() * 1000);
        CqlSession session = cluster.session();
        List<String> statements = new ArrayList<>(vector.texts("setup"));
        statements.add(vector.text("create"));
        vector.texts("statements").forEach(text -> statements.add(symbols.statement(text)));
        for (String statement : statements) {
            try {
                if (statement.startsWith(WAIT)) {
                    BackgroundExpiry.await(session, "ks.t", vector.list("expect").size());
                } else {
                    session.execute(statement);
                }
            } catch (DriverException e) {
                return Outcome.Failed.because(statement + "\n    " + e);
            }
        }
        List<LogGroup> expected = LogGroup.expected(vector.children("expect"), symbols);
        List<LogGroup> actual = LogGroup.read(session, LOG);
        return LogGroup.match(expected, actual)
                ? new Outcome.Passed()
                : new Outcome.Failed(report(statements, expected, actual));
    }

    private static List<String> report(
            List<String> statements, List<LogGroup> expected, List<LogGroup> actual) {
        List<String> lines = new ArrayList<>(statements);
        lines.add("expected rows:");
        show(expected, lines);
        lines.add("actual rows:");
        show(actual, lines);
        return lines;
    }

    private static void show(List<LogGroup> groups, List<String> lines) {
        for (int i = 0; i < groups.size(); i++) {
            LogGroup group = groups.get(i);
            String time = group.micros() == null ? "" : " time=" + group.micros();
            for (LogRow row : group.rows()) {
                lines.add("  g=" + (i + 1) + time + " " + row);
            }
        }
        if (groups.isEmpty()) {
            lines.add("  none");
        }
    }
}
