/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.TableSchema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives all changes of a table one and the same schema, though the table may be altered while its
 * log is read.
 */
final class OneSchema {

    private static final Logger LOG = LoggerFactory.getLogger(OneSchema.class);

    private final TableSchema schema;
    private final Map<TableSchema, SchemaMapping> mappings = new HashMap<>();
    private final Map<TableSchema, SchemaMapping> formerMappings = new HashMap<>();

    /** Of the last change; mapped by {@link #lastMapping} unless that is null. */
    private @Nullable TableSchema lastFound;

    private @Nullable SchemaMapping lastMapping;

    /** An equal schema, known to be so without another look. */
    private @Nullable TableSchema lastStored;

    OneSchema(TableSchema schema) {
        this.schema = schema;
    }

    /**
     * @return the change itself if its schema is the one
     * @throws IllegalStateException if the table was altered in a way that rows of the schema
     *     cannot show; see {@link SchemaMapping#of}
     */
    Change of(Change change) {
        TableSchema found = change.origin().schema();
        if (found != lastFound) {
            lastMapping = found.equals(schema) ? null : mapping(found);
            lastFound = found;
        }
        return lastMapping == null ? change : lastMapping.apply(change);
    }

    /**
     * @param change from the job's state, of a time when the table may have had fewer columns
     * @return the change itself if its schema is the one
     * @throws IllegalStateException if the table was altered in another way since
     */
    Change ofStored(Change change) {
        TableSchema found = change.origin().schema();
        if (found == lastStored || found.equals(schema)) {
            lastStored = found;
            return change;
        }
        return formerMappings
                .computeIfAbsent(found, former -> SchemaMapping.ofFormer(former, schema))
                .apply(change);
    }

    private SchemaMapping mapping(TableSchema found) {
        SchemaMapping known = mappings.get(found);
        if (known == null) {
            known = SchemaMapping.of(found, schema);
            mappings.put(found, known);
            List<String> added = SchemaMapping.added(found, schema);
            if (!added.isEmpty()) {
                LOG.warn(
                        "{}: columns {} were added since the job was built; its rows go on without"
                                + " them, and a row with no other value left counts as gone, until"
                                + " the job is built and started again",
                        schema.table(),
                        added);
            }
        }
        return known;
    }
}
