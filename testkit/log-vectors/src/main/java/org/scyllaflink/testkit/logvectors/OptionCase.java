/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Options of a CREATE or ALTER TABLE, and what the schema says of them afterwards. */
final class OptionCase {
    private final Yaml option;

    private OptionCase(Yaml option) {
        this.option = option;
    }

    static VectorCase of(int number, Yaml yaml) {
        yaml.refuseOthers("input", "statement", "result", "error", "source", "confidence", "note");
        if (yaml.has("result") == yaml.has("error")) {
            throw yaml.wrong("result", yaml.mapping("result"), "either a result or an error");
        }
        return VectorCase.numbered("option_cases", number, new OptionCase(yaml)::run);
    }

    private Outcome run(Cluster cluster) {
        CqlSession session = cluster.session();
        String options =
                option.mapping("input").entrySet().stream()
                        .map(entry -> "'" + entry.getKey() + "': '" + entry.getValue() + "'")
                        .collect(Collectors.joining(", ", " WITH cdc = {", "}"));
        boolean alter = option.text("statement", "CREATE").equals("ALTER");
        String statement =
                alter ? "ALTER TABLE ks.t" : "CREATE TABLE ks.t (pk int PRIMARY KEY, v int)";
        if (alter) {
            session.execute("CREATE TABLE ks.t (pk int PRIMARY KEY, v int)");
        }
        try {
            session.execute(statement + options);
        } catch (DriverException e) {
            return option.has("error") && e.getMessage().contains(option.text("error"))
                    ? new Outcome.Passed()
                    : failed(statement + options, e.toString());
        }
        Map<String, String> stored = stored(session);
        return option.has("result")
                        && Plain.of(new TreeMap<>(option.mapping("result"))).equals(stored)
                ? new Outcome.Passed()
                : failed(statement + options, stored.toString());
    }

    private Outcome failed(String statement, String actual) {
        Object expected = option.has("error") ? option.text("error") : option.mapping("result");
        return new Outcome.Failed(List.of(statement, "expected: " + expected, "actual: " + actual));
    }

    // u32 count, then for each entry u32 length and bytes of key and value, all little-endian.
    private static Map<String, String> stored(CqlSession session) {
        Row row =
                session.execute(
                                "SELECT extensions FROM system_schema.tables WHERE keyspace_name ="
                                        + " 'ks' AND table_name = 't'")
                        .one();
        ByteBuffer encoded =
                row.getMap("extensions", String.class, ByteBuffer.class)
                        .get("cdc")
                        .order(ByteOrder.LITTLE_ENDIAN);
        Map<String, String> options = new TreeMap<>();
        for (int count = encoded.getInt(); count > 0; count--) {
            options.put(text(encoded), text(encoded));
        }
        return options;
    }

    private static String text(ByteBuffer encoded) {
        byte[] bytes = new byte[encoded.getInt()];
        encoded.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
