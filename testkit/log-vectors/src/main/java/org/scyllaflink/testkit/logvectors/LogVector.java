/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import java.util.ArrayList;
import java.util.List;

/** Statements on {@code ks.t} and the rows its log must then have, and no others. */
final class LogVector {
    private static final String LOG = "ks.t_scylla_cdc_log";

    private final Yaml vector;

    private LogVector(Yaml vector) {
        this.vector = vector;
    }

    static VectorCase of(Yaml yaml) {
        LogVector vector = new LogVector(yaml);
        return new VectorCase(yaml.text("name"), yaml.texts("categories"), vector::run);
    }

    private Outcome run(Cluster cluster) {
        String reason = NotYet.reason(vector);
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
                session.execute(statement);
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
