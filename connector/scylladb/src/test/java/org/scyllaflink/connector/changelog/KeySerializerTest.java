/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
        assertThat(KEY.hashCode()).isEqualTo((31 + (31 * (31 + 1) - 1)) * 31 + 1);
    }
}
