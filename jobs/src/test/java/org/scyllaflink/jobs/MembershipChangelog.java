/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.flink.types.RowKind;
import org.jspecify.annotations.Nullable;

/** Rows of a changelog of {@code memberships(user_id, segment, score)}, as tests need them. */
final class MembershipChangelog {

    static final RowType TYPE =
            RowType.of(
                    new LogicalType[] {
                        VarCharType.STRING_TYPE,
                        VarCharType.STRING_TYPE,
                        new IntType(),
                        VarCharType.STRING_TYPE,
                        new BigIntType()
                    },
                    new String[] {"user_id", "segment", "score", "cause", "row_version"});

    static final MembershipRows ROWS = MembershipRows.of(TYPE, "segment", List.of("user_id"));

    private MembershipChangelog() {}

    static StreamRecord<RowData> row(
            RowKind kind, String user, @Nullable String segment, String cause, long time) {
        return row(kind, user, segment, cause, time, time);
    }

    static StreamRecord<RowData> row(
            RowKind kind,
            String user,
            @Nullable String segment,
            String cause,
            long time,
            long version) {
        return new StreamRecord<>(
                GenericRowData.ofKind(
                        kind,
                        StringData.fromString(user),
                        StringData.fromString(segment),
                        0,
                        StringData.fromString(cause),
                        version),
                time);
    }

    static StreamRecord<RowData> insert(String user, @Nullable String segment, long time) {
        return row(RowKind.INSERT, user, segment, "write", time);
    }

    static StreamRecord<RowData> before(String user, @Nullable String segment, long time) {
        return row(RowKind.UPDATE_BEFORE, user, segment, "write", time);
    }

    static StreamRecord<RowData> after(String user, @Nullable String segment, long time) {
        return row(RowKind.UPDATE_AFTER, user, segment, "write", time);
    }

    static StreamRecord<RowData> delete(String user, @Nullable String segment, long time) {
        return row(RowKind.DELETE, user, segment, "delete", time);
    }

    static StreamRecord<RowData> expire(String user, @Nullable String segment, long time) {
        return row(RowKind.DELETE, user, segment, "expiry", time);
    }
}
