/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.cassandra.db.marshal.BytesType;
import org.apache.cassandra.transport.DataType;
import org.apache.cassandra.transport.ProtocolVersion;
import org.apache.cassandra.utils.ByteBufferUtil;
import org.junit.jupiter.api.Test;

class StreamIdTypeTest {
    @Test
    void idsAreInTheOrderOfTheirSignedTokens() {
        List<ByteBuffer> ordered =
                Stream.of(
                                "",
                                "80",
                                "bfffffffffffffffa67123f568000001",
                                "ffffffffffffffff50e84c99d4000001",
                                "ffffffffffffffffe28e96d4f4000001",
                                "3fffffffffffffff296a1c0f24000001",
                                "7fffffffffffffff9573ad2614000001")
                        .map(ByteBufferUtil::hexToBytes)
                        .toList();
        List<ByteBuffer> ids = new ArrayList<>(ordered);
        Collections.reverse(ids);

        ids.sort(StreamIdType.INSTANCE);

        assertThat(ids).isEqualTo(ordered);
    }

    @Test
    void clientsSeeABlob() {
        assertThat(DataType.fromType(StreamIdType.INSTANCE, ProtocolVersion.V4))
                .isEqualTo(DataType.fromType(BytesType.instance, ProtocolVersion.V4));
        assertThat(StreamIdType.INSTANCE.asCQL3Type()).hasToString("blob");
    }
}
