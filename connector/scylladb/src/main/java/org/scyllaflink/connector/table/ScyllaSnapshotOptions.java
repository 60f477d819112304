/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.Set;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.scyllaflink.connector.snapshot.ScyllaTableSourceBuilder;

/** How all rows of a table are read. */
@PublicEvolving
public final class ScyllaSnapshotOptions {

    public static final ConfigOption<Integer> RANGES =
            ConfigOptions.key("scan.snapshot.ranges")
                    .intType()
                    .defaultValue(ScyllaTableSourceBuilder.DEFAULT_RANGES)
                    .withDescription(
                            "Into how many ranges of tokens the table is cut at least. Readers take"
                                    + " one after the other, and go on with it after a failure.");

    public static final ConfigOption<Integer> ROWS_PER_SECOND =
            ConfigOptions.key("scan.snapshot.rows-per-second")
                    .intType()
                    .noDefaultValue()
                    .withDescription(
                            "Most rows that all readers together read in a second. Without it: no"
                                    + " limit but those of the connection.");

    private ScyllaSnapshotOptions() {}

    /** All of these options. */
    static Set<ConfigOption<?>> all() {
        return DeclaredOptions.of(ScyllaSnapshotOptions.class);
    }
}
