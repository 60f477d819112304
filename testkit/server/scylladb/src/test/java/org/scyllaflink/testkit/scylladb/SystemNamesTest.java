/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemNamesTest {
    @ParameterizedTest
    @CsvSource({
        "SELECT * FROM system.cdc_timestamps, SELECT * FROM system_scylladb.cdc_timestamps",
        "SELECT a FROM SYSTEM . cdc_streams WHERE a = 1, SELECT a FROM system_scylladb.cdc_streams WHERE a = 1",
        "SELECT * FROM system_schema.scylla_tables, SELECT * FROM system_scylladb.scylla_tables",
        "select * FROM system_schema.scylla_keyspaces, select * FROM system_scylladb.scylla_keyspaces",
        "SELECT time FROM system_distributed.cdc_generation_timestamps, SELECT time FROM system_scylladb.cdc_generation_timestamps",
        "SELECT * FROM system_distributed.cdc_streams_descriptions_v2, SELECT * FROM system_scylladb.cdc_streams_descriptions_v2"
    })
    void tablesThatOnlyScyllaHasAreReadFromOurs(String query, String rewritten) {
        assertThat(SystemNames.rewrite(query)).isEqualTo(rewritten);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM system.local",
                "SELECT * FROM system_schema.tables",
                "SELECT * FROM system_distributed.cdc_streams_descriptions",
                "SELECT * FROM my_system.cdc_streams"
            })
    void otherTablesAreLeftAlone(String query) {
        assertThat(SystemNames.rewrite(query)).isEqualTo(query);
    }
}
