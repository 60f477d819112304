/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table and the columns its log must have. */
final class SchemaCase {
    private static final Pattern TABLE = Pattern.compile("CREATE TABLE ks\\.(\\w+)");

    private final Yaml schema;

    private SchemaCase(Yaml schema) {
        this.schema = schema;
    }

    static VectorCase of(int number, Yaml yaml) {
        yaml.refuseOthers(
                "create",
                "partition_key",
                "clustering_key",
                "regular",
                "source",
                "confidence",
                "note");
        return VectorCase.numbered("log_schema_cases", number, new SchemaCase(yaml)::run);
    }

    private Outcome run(Cluster cluster) {
        String statements = schema.text("create");
        Matcher table = TABLE.matcher(statements);
        if (!table.find()) {
            return Outcome.Failed.because(statements + " (expected: a table of ks)");
        }
        for (String statement : statements.split(";")) {
            cluster.session().execute(statement);
        }
        Map<String, String> expected = expected();
        Map<String, String> actual = actual(cluster.session(), table.group(1) + "_scylla_cdc_log");
        return expected.equals(actual)
                ? new Outcome.Passed()
                : new Outcome.Failed(
                        List.of(statements, "expected: " + expected, "actual: " + actual));
    }

    private Map<String, String> expected() {
        Map<String, String> columns = new TreeMap<>();
        schema.mapping("regular")
                .forEach((name, type) -> columns.put(String.valueOf(name), "regular " + type));
        keys("partition_key", "partition_key ", columns);
        keys("clustering_key", "clustering ", columns);
        return columns;
    }

    private void keys(String key, String kind, Map<String, String> columns) {
        List<String> texts = new ArrayList<>(schema.texts(key));
        for (int i = 0; i < texts.size(); i++) {
            String[] words = texts.get(i).split(" ");
            String order = words.length > 2 ? " " + words[2] : "";
            columns.put(words[0], kind + i + " " + words[1] + order);
        }
    }

    private static Map<String, String> actual(CqlSession session, String table) {
        Map<String, String> columns = new TreeMap<>();
        for (Row row :
                session.execute(
                        "SELECT * FROM system_schema.columns WHERE keyspace_name = 'ks' AND"
                                + " table_name = ?",
                        table)) {
            String kind = row.getString("kind");
            String type = row.getString("type");
            columns.put(
                    row.getString("column_name"),
                    switch (kind) {
                        case "regular", "static" -> kind + " " + type;
                        case "clustering" ->
                                kind
                                        + " "
                                        + row.getInt("position")
                                        + " "
                                        + type
                                        + " "
                                        + row.getString("clustering_order")
                                                .toUpperCase(Locale.ROOT);
                        default -> kind + " " + row.getInt("position") + " " + type;
                    });
        }
        return columns;
    }
}
