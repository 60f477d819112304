/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.changelog.FullRowChangelog;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

/** Rows of a changelog of {@code memberships(user_id, segment, score)}, as tests need them. */
final class MembershipChangelog {

    static final TableSchema SCHEMA =
            new TableSchema(
                    TableName.parse("app.memberships"),
                    List.of(
                            Column.partitionKey("user_id", CqlType.Native.TEXT),
                            Column.regular("segment", CqlType.Native.TEXT),
                            Column.regular("score", CqlType.Native.INT)));

    static final RowType TYPE = FullRowChangelog.of(SCHEMA).rowType();

    static final MembershipRows ROWS = MembershipRows.of(SCHEMA, TYPE, "segment");

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
        return new StreamRecord<>(row(kind, user, segment, 0, cause, time, version), time);
    }

    /** A row that the changelog sends with this timestamp. */
    static RowData row(
            RowKind kind,
            String user,
            @Nullable String segment,
            int score,
            String cause,
            long time,
            long version) {
        return GenericRowData.ofKind(
                kind,
                StringData.fromString(user),
                StringData.fromString(segment),
                score,
                TimestampData.fromEpochMillis(time),
                StringData.fromString(cause),
                version);
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
