/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SegmentDocumentsTest {

    private static final long NOON = 1_767_268_800_000L;

    @Test
    void aCountIsADocument() {
        SegmentCount count = new SegmentCount("sports \"x\"", 12, NOON * 1_000, NOON);
        assertThat(new String(SegmentDocuments.json(count), UTF_8))
                .isEqualTo(
                        "{\"segment\":\"sports \\\"x\\\"\",\"count\":12,"
                                + "\"version\":1767268800000000,"
                                + "\"updated_at\":\"2026-01-01T12:00:00Z\"}");
        assertThat(SegmentDocuments.id(count)).isEqualTo("sports \"x\"");
    }

    @Test
    void aClosedWindowIsADocument() {
        SegmentWindow row = new SegmentWindow("s", NOON, NOON + 60_000, 12, 5, 2, 1, -1, 7);
        assertThat(new String(SegmentDocuments.json(row), UTF_8))
                .isEqualTo(
                        "{\"segment\":\"s\",\"window_start\":\"2026-01-01T12:00:00Z\","
                                + "\"window_end\":\"2026-01-01T12:01:00Z\",\"count\":12,"
                                + "\"joined\":5,\"left\":2,\"expired\":1,\"late\":-1}");
        assertThat(SegmentDocuments.id(row)).isEqualTo("s|2026-01-01T12:00:00Z");
    }

    @Test
    void whatMakesNoIdGetsAHash() {
        String longest = "é".repeat(256);
        assertThat(id(longest)).isEqualTo(longest);
        String tooLong = longest + "x";
        assertThat(id(tooLong)).hasSizeLessThan(512).startsWith("ééé").contains("~");
        assertThat(id(tooLong).getBytes(UTF_8)).hasSizeLessThanOrEqualTo(512);
        assertThat(id(tooLong)).isNotEqualTo(id(longest + "y"));
        assertThat(id("")).startsWith("~").hasSize(65);
        SegmentWindow row = new SegmentWindow(tooLong, NOON, NOON + 1, 0, 0, 0, 0, 0, 0);
        assertThat(SegmentDocuments.id(row).getBytes(UTF_8)).hasSizeLessThanOrEqualTo(512);
        assertThat(SegmentDocuments.id(row)).endsWith("|2026-01-01T12:00:00Z");
    }

    private static String id(String segment) {
        return SegmentDocuments.id(new SegmentCount(segment, 1, 1, 1));
    }
}
