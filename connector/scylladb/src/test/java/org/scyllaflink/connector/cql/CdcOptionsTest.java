/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CdcOptionsTest {

    @Test
    void readsWhatTheServerWrites() {
        CdcOptions options =
                CdcOptions.decode(
                        encoded(
                                "enabled",
                                "true",
                                "preimage",
                                "full",
                                "postimage",
                                "true",
                                "delta",
                                "full",
                                "ttl",
                                "3600"));

        assertThat(options)
                .isEqualTo(
                        new CdcOptions(
                                true,
                                CdcOptions.Preimage.FULL,
                                true,
                                CdcOptions.Delta.FULL,
                                Duration.ofHours(1)));
    }

    @Test
    void anEmptyMapMeansTheDefaults() {
        assertThat(CdcOptions.decode(encoded()))
                .isEqualTo(
                        new CdcOptions(
                                false,
                                CdcOptions.Preimage.NONE,
                                false,
                                CdcOptions.Delta.FULL,
                                Duration.ofDays(1)));
    }

    @ParameterizedTest
    @CsvSource({"true,true", "TRUE,true", "1,true", "false,false", "0,false"})
    void readsWhetherCdcIsOn(String text, boolean enabled) {
        assertThat(CdcOptions.decode(encoded("enabled", text)).enabled()).isEqualTo(enabled);
    }

    @Test
    void rowsWithoutATtlStayForEver() {
        assertThat(CdcOptions.decode(encoded("ttl", "0")).logTtl()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"false,NONE", "0,NONE", "true,CHANGED", "1,CHANGED", "Full,FULL"})
    void readsWhatIsKeptOfTheRowBefore(String text, CdcOptions.Preimage preimage) {
        assertThat(CdcOptions.decode(encoded("preimage", text)).preimage()).isEqualTo(preimage);
    }

    @ParameterizedTest
    @CsvSource({"true,true", "1,true", "False,false", "0,false"})
    void readsWhetherTheRowAfterIsKept(String text, boolean postimage) {
        assertThat(CdcOptions.decode(encoded("postimage", text)).postimage()).isEqualTo(postimage);
    }

    @Test
    void readsWhetherDeltasHoldKeysOnly() {
        assertThat(CdcOptions.decode(encoded("delta", "KEYS")).delta())
                .isEqualTo(CdcOptions.Delta.KEYS);
    }

    @Test
    void unknownOptionsDoNoHarm() {
        assertThat(CdcOptions.decode(encoded("enabled", "true", "later", "x")).enabled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "01000000", "01000000ff000000", "01000000ffffffff"})
    void refusesWhatIsNotSuchAMap(String hex) {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));

        assertThatThrownBy(() -> CdcOptions.decode(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "cdc options: 0x"
                                + hex
                                + " (expected: ScyllaDB's serialized map of strings)");
    }

    private static ByteBuffer encoded(String... keysAndValues) {
        ByteBuffer bytes = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(keysAndValues.length / 2);
        for (String text : keysAndValues) {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            bytes.putInt(encoded.length).put(encoded);
        }
        return bytes.flip();
    }
}
