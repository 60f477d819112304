/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scyllaflink.connector.cql.CdcOptions;
import org.scyllaflink.connector.cql.CdcTable;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

/** Which logs do for which style. */
class ChangelogStyleTest {

    private static final TableSchema SCHEMA =
            new TableSchema(
                    new TableName("ks", "t"),
                    List.of(
                            Column.partitionKey("pk", CqlType.Native.INT),
                            Column.regular("v", CqlType.Native.INT)));

    @ParameterizedTest
    @CsvSource({
        "FULL, NONE, false, FULL",
        "DELTAS, NONE, false, FULL",
        "DELTAS, NONE, false, KEYS",
        "UPSERT, NONE, true, FULL",
        "UPSERT, CHANGED, true, KEYS",
        "IMAGES, FULL, true, FULL",
        "IMAGES, FULL, true, KEYS"
    })
    void aLogWithWhatIsNeededWillDo(
            ChangelogStyle style,
            CdcOptions.Preimage preimage,
            boolean postimage,
            CdcOptions.Delta delta) {
        style.check(table(preimage, postimage, delta));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "FULL, NONE, false, KEYS, 'delta': 'full', \"'preimage': false, 'postimage': false,"
                        + " 'delta': 'full'\"",
                "UPSERT, CHANGED, false, KEYS, 'postimage': true, \"'preimage': true, 'postimage':"
                        + " true, 'delta': 'keys'\"",
                "IMAGES, NONE, true, FULL, 'preimage': 'full', \"'preimage': 'full', 'postimage':"
                        + " true, 'delta': 'full'\"",
                "IMAGES, CHANGED, false, FULL, 'preimage': 'full', \"'preimage': 'full',"
                        + " 'postimage': true, 'delta': 'full'\"",
                "IMAGES, FULL, false, FULL, 'postimage': true, \"'preimage': 'full', 'postimage':"
                        + " true, 'delta': 'full'\""
            })
    void aLogWithoutItIsRefusedWithTheStatementThatChangesIt(
            ChangelogStyle style,
            CdcOptions.Preimage preimage,
            boolean postimage,
            CdcOptions.Delta delta,
            String option,
            String options) {
        assertThatThrownBy(() -> style.check(table(preimage, postimage, delta)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "table ks.t: the changelog '%s' needs the CDC option %s (expected: ALTER"
                                + " TABLE ks.t WITH cdc = {'enabled': true, %s, 'ttl': 3600}, or"
                                + " another changelog)",
                        style, option, options);
    }

    @Test
    void deltasOfKeysAloneShowNoValues() {
        CdcTable table = table(CdcOptions.Preimage.NONE, false, CdcOptions.Delta.KEYS);
        ChangelogStyle style = ChangelogStyle.DELTAS;
        RowType keys = ProducedRows.columns(style, SCHEMA, "pk");

        RowDataChangeSchema.of(style, SCHEMA, keys, List.of(ReadableMetadata.OPERATION))
                .check(table);
        for (RowDataChangeSchema refused :
                List.of(
                        RowDataChangeSchema.of(
                                style,
                                SCHEMA,
                                ProducedRows.columns(style, SCHEMA, "pk", "v"),
                                List.of()),
                        RowDataChangeSchema.of(
                                style, SCHEMA, keys, List.of(ReadableMetadata.DELETED_COLUMNS)))) {
            assertThatThrownBy(() -> refused.check(table))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("table ks.t: what was written is not in the log");
        }
    }

    @Test
    void theOptionsValueIsTheNameInLowerCase() {
        assertThat(ChangelogStyle.values())
                .extracting(ChangelogStyle::toString)
                .containsExactly("full", "images", "upsert", "deltas");
    }

    private static CdcTable table(
            CdcOptions.Preimage preimage, boolean postimage, CdcOptions.Delta delta) {
        return new CdcTable(
                SCHEMA, new CdcOptions(true, preimage, postimage, delta, Duration.ofHours(1)));
    }
}
