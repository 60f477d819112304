/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

class MetadataPageTest {

    private static final Path PAGE = Path.of("../../docs/changelog.md");

    /** Whose clustering columns stand for those of any table. */
    private static final TableSchema ANY =
            new TableSchema(
                    new TableName("ks", "t"),
                    List.of(
                            Column.partitionKey("pk", CqlType.Native.INT),
                            Column.clustering("…", CqlType.Native.INT, Column.Order.ASCENDING)));

    @Test
    void pageTellsOfAllMetadata() throws Exception {
        String table =
                Arrays.stream(ReadableMetadata.values())
                        .map(MetadataPageTest::row)
                        .collect(Collectors.joining("\n"));
        assertThat(Files.readString(PAGE)).contains("| --- | --- | --- | --- |\n" + table + "\n\n");
    }

    private static String row(ReadableMetadata metadata) {
        List<String> styles =
                Arrays.stream(ChangelogStyle.values())
                        .filter(metadata::isIn)
                        .map(style -> "`" + style + "`")
                        .toList();
        return String.format(
                "| `%s` | `%s` | %s | %s |",
                metadata.key(),
                metadata.type(ANY).asSummaryString().replace("`", "").replace("… INT", "…"),
                styles.size() == ChangelogStyle.values().length ? "all" : String.join(", ", styles),
                metadata.description());
    }
}
