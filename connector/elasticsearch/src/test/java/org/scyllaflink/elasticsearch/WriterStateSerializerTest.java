/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.junit.jupiter.api.Test;
import org.scyllaflink.elasticsearch.ElasticsearchOperation.Delete;
import org.scyllaflink.elasticsearch.ElasticsearchOperation.Upsert;

class WriterStateSerializerTest {
    private static final List<ElasticsearchOperation> OPERATIONS =
            List.of(
                    new Upsert(
                            "segments",
                            "zoë",
                            1_700_000_000_000_000L,
                            JsonDocument.of("{\"n\":7}")),
                    new Delete("segments", "b", Long.MAX_VALUE));

    private final WriterStateSerializer serializer = new WriterStateSerializer();

    @Test
    void versionOneIsReadAndWrittenAsStored() throws IOException {
        byte[] golden = golden();

        assertThat(HexFormat.of().formatHex(serializer.serialize(state(OPERATIONS))))
                .isEqualTo(HexFormat.of().formatHex(golden));
        assertThat(operations(serializer.deserialize(1, golden))).isEqualTo(OPERATIONS);
    }

    @Test
    void sizesFollowFromTheOperations() throws IOException {
        BufferedRequestState<ElasticsearchOperation> read = serializer.deserialize(1, golden());

        assertThat(read.getStateSize())
                .isEqualTo(
                        OPERATIONS.stream().mapToLong(ElasticsearchOperation::sizeInBytes).sum());
    }

    @Test
    void documentsAbove64KibAreKept() throws IOException {
        ElasticsearchOperation large =
                new Upsert("i", "a", 1, JsonDocument.of("{\"a\":\"" + "x".repeat(200_000) + "\"}"));

        byte[] bytes = serializer.serialize(state(List.of(large)));

        assertThat(operations(serializer.deserialize(serializer.getVersion(), bytes)))
                .containsExactly(large);
    }

    @Test
    void emptyStateIsKept() throws IOException {
        byte[] bytes = serializer.serialize(state(List.of()));

        assertThat(operations(serializer.deserialize(1, bytes))).isEmpty();
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] golden = golden();

        for (int length = 0; length < golden.length; length++) {
            byte[] cut = Arrays.copyOf(golden, length);
            assertThatThrownBy(() -> serializer.deserialize(1, cut))
                    .as("%d of %d bytes", length, golden.length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void bytesAfterTheEndAreRefused() throws IOException {
        byte[] longer = Arrays.copyOf(golden(), golden().length + 3);

        assertThatThrownBy(() -> serializer.deserialize(1, longer))
                .hasMessage(
                        "Elasticsearch sink state: 3 bytes after the last of 2 operations (expected"
                                + " none)");
    }

    @Test
    void unknownVersionsAndKindsAreNamed() throws IOException {
        byte[] odd = golden();
        odd[4] = 9;

        assertThatThrownBy(() -> serializer.deserialize(2, golden()))
                .hasMessage("Elasticsearch sink state: version 2 (expected one of: 1)");
        assertThatThrownBy(() -> serializer.deserialize(1, odd))
                .hasMessage(
                        "Elasticsearch sink state: operation kind 9 (expected 1, an upsert, or 2, a"
                                + " delete)");
    }

    private static byte[] golden() throws IOException {
        try (InputStream in =
                WriterStateSerializerTest.class.getResourceAsStream("/writer-state-v1.bin")) {
            return in.readAllBytes();
        }
    }

    private static BufferedRequestState<ElasticsearchOperation> state(
            List<ElasticsearchOperation> operations) {
        return new BufferedRequestState<>(
                operations.stream().map(each -> new RequestEntryWrapper<>(each, 1)).toList());
    }

    private static List<ElasticsearchOperation> operations(
            BufferedRequestState<ElasticsearchOperation> state) {
        return state.getBufferedRequestEntries().stream()
                .map(RequestEntryWrapper::getRequestEntry)
                .toList();
    }
}
