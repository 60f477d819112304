/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.Locale;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.DescribedEnum;
import org.apache.flink.configuration.description.InlineElement;
import org.apache.flink.configuration.description.TextElement;
import org.apache.flink.table.connector.ChangelogMode;
import org.scyllaflink.connector.cql.CdcOptions;
import org.scyllaflink.connector.cql.CdcTable;
import org.scyllaflink.connector.model.TableName;

/** What rows a table's changes become; {@code docs/changelog.md} compares them. */
@PublicEvolving
public enum ChangelogStyle implements DescribedEnum {
    FULL(
            "An exact changelog of full rows, made in keyed state from the plain log: with deletes of"
                    + " ranges and partitions, static columns and the ends of TTLs.",
            ChangelogMode.all()),
    IMAGES(
            "-U and +U from the server's own pre- and post-images, without state. Deletes of ranges"
                    + " and partitions and the ends of TTLs are not in them.",
            ChangelogMode.all()),
    UPSERT(
            "+U from post-images and -D with the key alone, without state. Limits as of 'images'.",
            ChangelogMode.upsert(true)),
    DELTAS(
            "One inserted row for each change, as it stands in the log: NULL for what a write did not"
                    + " touch, and metadata columns that tell what it did.",
            ChangelogMode.insertOnly());

    private final String description;
    private final ChangelogMode changelogMode;

    ChangelogStyle(String description, ChangelogMode changelogMode) {
        this.description = description;
        this.changelogMode = changelogMode;
    }

    /** The kinds of rows that a query has to expect. */
    public ChangelogMode changelogMode() {
        return changelogMode;
    }

    /** Whether rows are made from the changes alone, by {@link RowDataChangeSchema}. */
    public boolean isStateless() {
        return this != FULL;
    }

    /** Whether the table's primary key is one of the rows, too: rows of it replace each other. */
    public boolean hasPrimaryKey() {
        return this != DELTAS;
    }

    /** Whether the log has to hold whole rows as they were before each change. */
    public boolean needsFullPreimages() {
        return this == IMAGES;
    }

    /** Whether the log has to hold whole rows as they are after each change. */
    public boolean needsPostimages() {
        return this == IMAGES || this == UPSERT;
    }

    /**
     * Checks that a table's log holds what rows of this style are made from.
     *
     * @throws IllegalArgumentException if not; one sentence that names table, style and CDC option,
     *     and the statement that changes it
     */
    public void check(CdcTable table) {
        CdcOptions options = table.options();
        boolean lacksPreimages =
                needsFullPreimages() && options.preimage() != CdcOptions.Preimage.FULL;
        if (lacksPreimages || needsPostimages() && !options.postimage()) {
            throw lacking(
                    table.schema().table(),
                    lacksPreimages ? "'preimage': 'full'" : "'postimage': true",
                    options.with(
                            needsFullPreimages() ? CdcOptions.Preimage.FULL : options.preimage(),
                            true,
                            options.delta()));
        }
        if (this == FULL && options.delta() == CdcOptions.Delta.KEYS) {
            throw lacking(
                    table.schema().table(),
                    "'delta': 'full'",
                    options.with(options.preimage(), options.postimage(), CdcOptions.Delta.FULL));
        }
    }

    private IllegalArgumentException lacking(TableName table, String option, CdcOptions expected) {
        return new IllegalArgumentException(
                String.format(
                        "table %s: the changelog '%s' needs the CDC option %s (expected: ALTER"
                                + " TABLE %s WITH cdc = %s, or another changelog)",
                        table, this, option, table, expected.cql()));
    }

    @Override
    public InlineElement getDescription() {
        return TextElement.text(description);
    }

    /** The value of the option. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
