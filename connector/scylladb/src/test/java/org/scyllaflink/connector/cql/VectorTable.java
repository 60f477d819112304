/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

/**
 * The table of a log vector with all columns that its statements give it, and the options that it
 * was made with, as a job knows them that was started then.
 */
final class VectorTable {

    private static final Pattern TABLE =
            Pattern.compile("CREATE TABLE ks\\.t \\((.*?)\\)( WITH .*)?");
    private static final Pattern TYPE = Pattern.compile("CREATE TYPE ks\\.(\\w+) \\((.*)\\)");
    private static final Pattern ADD = Pattern.compile("ALTER TABLE ks\\.t ADD (.*)");
    private static final Pattern DELTA = Pattern.compile("'delta': '(\\w+)'");
    private static final Pattern KEY =
            Pattern.compile("PRIMARY KEY \\((.*)\\)", Pattern.CASE_INSENSITIVE);

    private final List<UserTypes.Definition> types = new ArrayList<>();
    private final List<String> definitions = new ArrayList<>();
    private CdcOptions.Delta delta = CdcOptions.Delta.FULL;

    private VectorTable() {}

    /** Reads statements in their order; those that are no DDL are passed over. */
    static VectorTable of(List<String> statements) {
        VectorTable table = new VectorTable();
        for (String statement : statements) {
            table.take(statement);
        }
        return table;
    }

    private void take(String statement) {
        Matcher type = TYPE.matcher(statement);
        if (type.matches()) {
            List<String> names = new ArrayList<>();
            List<String> fieldTypes = new ArrayList<>();
            for (String field : split(type.group(2))) {
                names.add(field.substring(0, field.indexOf(' ')));
                fieldTypes.add(field.substring(field.indexOf(' ') + 1));
            }
            types.add(new UserTypes.Definition(type.group(1), names, fieldTypes));
        }
        Matcher table = TABLE.matcher(statement);
        if (table.matches()) {
            definitions.addAll(split(table.group(1)));
            Matcher option = DELTA.matcher(statement);
            if (option.find()) {
                delta = CdcOptions.Delta.valueOf(option.group(1).toUpperCase(Locale.ROOT));
            }
        }
        Matcher added = ADD.matcher(statement);
        if (added.matches()) {
            definitions.add(added.group(1));
        }
    }

    LogLayout layout() {
        return HandMadeRow.layout(schema(), delta);
    }

    private TableSchema schema() {
        List<String> partitionKey = new ArrayList<>();
        List<String> clusteringKey = new ArrayList<>();
        readKey(partitionKey, clusteringKey);
        UserTypes userTypes = new UserTypes(types);
        List<Column> columns = new ArrayList<>();
        for (String definition : definitions) {
            if (!KEY.matcher(definition).matches()) {
                columns.add(column(definition, partitionKey, clusteringKey, userTypes));
            }
        }
        columns.sort(
                Comparator.comparing(Column::kind)
                        .thenComparing(column -> partitionKey.indexOf(column.name()))
                        .thenComparing(column -> clusteringKey.indexOf(column.name()))
                        .thenComparing(Column::name));
        return new TableSchema(new TableName("ks", "t"), columns);
    }

    private void readKey(List<String> partitionKey, List<String> clusteringKey) {
        for (String definition : definitions) {
            Matcher key = KEY.matcher(definition);
            if (key.matches()) {
                List<String> parts = split(key.group(1));
                partitionKey.addAll(split(parts.get(0).replaceAll("[()]", "")));
                clusteringKey.addAll(parts.subList(1, parts.size()));
            } else if (definition.toUpperCase(Locale.ROOT).endsWith(" PRIMARY KEY")) {
                partitionKey.add(definition.substring(0, definition.indexOf(' ')));
            }
        }
    }

    private static Column column(
            String definition,
            List<String> partitionKey,
            List<String> clusteringKey,
            UserTypes userTypes) {
        String name = definition.substring(0, definition.indexOf(' '));
        String rest =
                definition
                        .substring(definition.indexOf(' ') + 1)
                        .replaceAll("(?i) (primary key|ttl)$", "");
        boolean isStatic = rest.toLowerCase(Locale.ROOT).endsWith(" static");
        CqlType type = userTypes.parse(rest.replaceAll("(?i) static$", ""));
        if (partitionKey.contains(name)) {
            return Column.partitionKey(name, type);
        } else if (clusteringKey.contains(name)) {
            return Column.clustering(name, type, Column.Order.ASCENDING);
        }
        return isStatic ? Column.fixed(name, type) : Column.regular(name, type);
    }

    /** At commas outside of brackets. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' || c == '<' ? 1 : c == ')' || c == '>' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).strip());
        return parts;
    }
}
