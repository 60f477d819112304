/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.Nullable;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.schema.Schema;
import org.apache.cassandra.schema.TableMetadata;

/**
 * The table an order names.
 *
 * @param keyspace its name
 * @param table its name
 */
record NamedTable(String keyspace, String table) {
    private static final Pattern NAME = Pattern.compile("(\\w+)|\"((?:[^\"]|\"\")+)\"");

    /** Reads the argument {@code <table>}; ScyllaDB's own tables go by their names there. */
    static NamedTable of(OrderArguments arguments) {
        Matcher name = NAME.matcher(SystemNames.rewrite(arguments.text("table")));
        return new NamedTable(next(name), next(name));
    }

    private static String next(Matcher name) {
        name.find();
        return name.group(1) != null
                ? name.group(1).toLowerCase(Locale.ROOT)
                : name.group(2).replace("\"\"", "\"");
    }

    /**
     * Looks the table up.
     *
     * @throws InvalidRequestException when there is none
     */
    TableMetadata find() {
        return found(find(table), "no such table");
    }

    /**
     * Looks the table's log up, which may be out of use.
     *
     * @throws InvalidRequestException when it has none
     */
    TableMetadata log() {
        find();
        TableMetadata log = find(LogTableSchema.nameFor(table));
        return found(log != null && LogTableSchema.isLog(log) ? log : null, "the table has no log");
    }

    @Nullable
    private TableMetadata find(String name) {
        return Schema.instance.getTableMetadata(keyspace, name);
    }

    private TableMetadata found(@Nullable TableMetadata metadata, String problem) {
        if (metadata == null) {
            throw new InvalidRequestException(this + ": " + problem);
        }
        return metadata;
    }

    @Override
    public String toString() {
        return keyspace + "." + table;
    }
}
