/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.cassandra.schema.TableParams;
import org.junit.jupiter.api.Test;

class CdcOptionsTest {
    @Test
    void optionsAreStoredAsALittleEndianMapOfTexts() {
        ByteBuffer encoded = CdcOptions.parse(Map.of("enabled", "true")).encode();

        byte[] begin = new byte[4 + 4 + 5 + 4 + 4];
        encoded.get(begin);
        assertThat(begin)
                .startsWith(5, 0, 0, 0, 5, 0, 0, 0)
                .contains('d', 'e', 'l', 't', 'a')
                .endsWith(4, 0, 0, 0, 'f', 'u', 'l', 'l');
    }

    @Test
    void whatWasStoredIsReadBack() {
        CdcOptions options =
                CdcOptions.parse(
                        Map.of(
                                "Enabled", "1",
                                "preimage", "FULL",
                                "postimage", "true",
                                "delta", "keys",
                                "ttl", "0"));

        TableParams stored = options.storeIn(TableParams.builder().build());

        assertThat(CdcOptions.of(stored)).isEqualTo(options);
        assertThat(CdcOptions.isEnabled(stored)).isTrue();
    }

    @Test
    void aTableWithoutOptionsHasNoLog() {
        assertThat(CdcOptions.of(TableParams.builder().build())).isNull();
        assertThat(CdcOptions.isEnabled(TableParams.builder().build())).isFalse();
    }

    @Test
    void anAlterMustSayWhetherCdcIsEnabled() {
        assertThatThrownBy(() -> CdcOptions.parseAltered(Map.of("ttl", "10")))
                .hasMessage("Altering CDC options requires specifying \"enabled\" flag");
        assertThat(CdcOptions.parseAltered(Map.of("ENABLED", "false")).enabled()).isFalse();
    }
}
