/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What tells two documents apart, and the rules for it. */
record OperationKey(String index, String id) {

    /** Bytes of an action line that are the same for all: names, quotes, version, version type. */
    private static final int ACTION_LINE_BYTES = 100;

    /** An id of {@code n} characters has at most {@code 3 n} bytes: no need to count them. */
    private static final int ID_CHARS_SURELY_SHORT = ElasticsearchOperation.MAX_ID_BYTES / 3;

    private static final int SHOWN_ID_CHARS = 64;

    static OperationKey of(ElasticsearchOperation operation) {
        return new OperationKey(operation.index(), operation.id());
    }

    static void check(String index, String id, long version) {
        Objects.requireNonNull(index, "index");
        Objects.requireNonNull(id, "id");
        if (index.isBlank()) {
            throw new IllegalArgumentException(
                    "index: '" + index + "' for id '" + shown(id) + "' (expected a name)");
        }
        if (id.isEmpty()) {
            throw new IllegalArgumentException(
                    "id: empty, for index '" + index + "' (expected 1 to 512 bytes)");
        }
        if (id.length() > ID_CHARS_SURELY_SHORT) {
            int bytes = id.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > ElasticsearchOperation.MAX_ID_BYTES) {
                throw new IllegalArgumentException(
                        String.format(
                                "id: '%s', %d bytes, for index '%s' (expected 1 to %d bytes)",
                                shown(id), bytes, index, ElasticsearchOperation.MAX_ID_BYTES));
            }
        }
        if (version < 0) {
            throw new IllegalArgumentException(
                    String.format(
                            "version: %d for index '%s', id '%s' (expected 0 or greater)",
                            version, index, shown(id)));
        }
    }

    /** Characters stand for bytes here: this only decides how full a bulk request is. */
    static long actionSize(String index, String id) {
        return (long) ACTION_LINE_BYTES + index.length() + id.length();
    }

    private static String shown(String id) {
        return id.length() <= SHOWN_ID_CHARS ? id : id.substring(0, SHOWN_ID_CHARS) + "…";
    }
}
