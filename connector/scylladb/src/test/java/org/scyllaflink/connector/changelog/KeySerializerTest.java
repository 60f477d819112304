/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.GoldenBytes;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;

class KeySerializerTest {

    private static final Key KEY =
            Key.of(CqlValue.wrap(new byte[] {1, -1}), CqlValue.wrap(new byte[0]));

    @Test
    void keysAreWrittenAsPublishedAndReadBack() throws IOException {
        GoldenBytes.check("key-v1", KeySerializer.INSTANCE, KEY);
        GoldenBytes.checkSnapshot("key-serializer-v1", KeySerializer.INSTANCE);
    }

    @Test
    void hashCodeIsTheSameInEveryJvm() {
        CqlValue foobar = CqlValue.wrap("foobar".getBytes(StandardCharsets.US_ASCII));
        CqlValue empty = CqlValue.wrap(new byte[0]);
        assertThat(foobar.hashCode()).isEqualTo(0xbf9cf968);
        assertThat(empty.hashCode()).isEqualTo(0x811c9dc5);
        assertThat(Key.of(foobar, empty).hashCode()).isEqualTo((31 + 0xbf9cf968) * 31 + 0x811c9dc5);
    }

    @Test
    void keysThatCountUpHaveDifferentHashCodes() {
        Set<Integer> hashCodes = new HashSet<>();
        for (long i = 0; i < 100_000; i++) {
            byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(i).array();
            hashCodes.add(Key.of(CqlValue.wrap(bytes)).hashCode());
        }
        assertThat(hashCodes).hasSizeGreaterThan(99_900);
    }
}
