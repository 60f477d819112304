/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.elasticsearch.ElasticsearchOperation.Delete;
import org.scyllaflink.elasticsearch.ElasticsearchOperation.Upsert;

class ElasticsearchOperationTest {

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(" ", "a", 1L, "index: ' ' for id 'a' (expected a name)"),
                arguments("i", "", 1L, "id: empty, for index 'i' (expected 1 to 512 bytes)"),
                arguments(
                        "i",
                        "x".repeat(513),
                        1L,
                        "id: '"
                                + "x".repeat(64)
                                + "…', 513 bytes, for index 'i' (expected 1 to 512 bytes)"),
                arguments(
                        "i",
                        "ü".repeat(257),
                        1L,
                        "id: '"
                                + "ü".repeat(64)
                                + "…', 514 bytes, for index 'i' (expected 1 to 512 bytes)"),
                arguments(
                        "i",
                        "a",
                        -1L,
                        "version: -1 for index 'i', id 'a' (expected 0 or greater)"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("refused")
    void whatElasticsearchWouldRefuseIsNamed(
            String index, String id, long version, String message) {
        assertThatThrownBy(() -> new Delete(index, id, version))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> new Upsert(index, id, version, JsonDocument.of("{}")))
                .hasMessage(message);
    }

    @Test
    void longestIdsAndOuterVersionsAreTaken() {
        assertThat(new Delete("i", "ü".repeat(256), 0).id()).hasSize(256);
        assertThat(new Delete("i", "€".repeat(170), Long.MAX_VALUE).version())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void documentsAreEqualByTheirBytes() {
        Upsert one = new Upsert("i", "a", 1, JsonDocument.of("{\"a\":1}"));

        assertThat(one)
                .isEqualTo(new Upsert("i", "a", 1, JsonDocument.of("{\"a\":1}")))
                .hasSameHashCodeAs(new Upsert("i", "a", 1, JsonDocument.of("{\"a\":1}")))
                .isNotEqualTo(new Upsert("i", "a", 1, JsonDocument.of("{\"a\":2}")));
    }

    @Test
    void documentsDoNotShowTheirContent() {
        assertThat(new Upsert("i", "a", 1, JsonDocument.of("{\"name\":\"Ada\"}")).toString())
                .contains("JsonDocument[14 bytes]")
                .doesNotContain("Ada");
    }

    @Test
    void lineFeedsBetweenTokensBecomeSpaces() {
        byte[] given = "{\n\"a\": 1\r\n}".getBytes(java.nio.charset.StandardCharsets.UTF_8);

        assertThat(JsonDocument.of(given)).isEqualTo(JsonDocument.of("{ \"a\": 1\r }"));
        assertThat(given).contains('\n');
    }

    @Test
    void documentsThatAreNoObjectsAreRefused() {
        assertThatThrownBy(() -> JsonDocument.of(" [1]"))
                .hasMessage(
                        "document: byte 0x5b at position 1 (expected a JSON object, beginning with"
                                + " '{')");
        assertThatThrownBy(() -> JsonDocument.of(" \n"))
                .hasMessage("document: 2 bytes, all blank (expected a JSON object)");
    }
}
