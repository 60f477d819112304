/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import java.util.List;
import java.util.Map;

/** A statement that must be refused, with its message and the class of its error code. */
final class ErrorCase {
    private static final Map<String, Class<? extends DriverException>> CODES =
            Map.of(
                    "0x2200", InvalidQueryException.class,
                    "0x2100", UnauthorizedException.class);

    private final Yaml error;

    private ErrorCase(Yaml error) {
        this.error = error;
    }

    static VectorCase of(int number, Yaml yaml) {
        yaml.refuseOthers("setup", "keyspace", "cql", "error", "code", "source", "note");
        yaml.text("cql");
        yaml.text("error");
        return new VectorCase(
                "statement_error_case_" + number,
                List.of("statement_error_cases"),
                KeyspaceKind.of(yaml),
                new ErrorCase(yaml)::run);
    }

    private Outcome run(Cluster cluster) {
        error.texts("setup").forEach(cluster.session()::execute);
        Symbols symbols = new Symbols(System.currentTimeMillis() * 1000);
        String statement = symbols.statement(error.text("cql"));
        try {
            cluster.session().execute(statement);
            return failed(statement, "no error");
        } catch (DriverException e) {
            String code = error.text("code", "").split(" ")[0];
            return e.getMessage().contains(error.text("error"))
                            && CODES.getOrDefault(code, DriverException.class).isInstance(e)
                    ? new Outcome.Passed()
                    : failed(statement, e.toString());
        }
    }

    private Outcome failed(String statement, String actual) {
        return new Outcome.Failed(
                List.of(
                        statement,
                        "expected: " + error.text("code", "") + " " + error.text("error"),
                        "actual: " + actual));
    }
}
