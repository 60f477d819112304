/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroupOfRowsTest {

    private static final String EARLY = "e14ed05ee4d711f1a6afcb34b085daf8";
    private static final String LATE = "014ed05ee4d811f1a6afcb34b085daf8";

    @Test
    void theDeltasOfARowAreOneChangeWithItsImages() {
        assertThat(
                        GroupOfRows.changes(
                                List.of(
                                        row(EARLY, "00", "ck=01 v=09"),
                                        row(EARLY, "02", "ck=01 v=05 cdc$ttl=07"),
                                        row(EARLY, "01", "ck=01 cdc$deleted_e=01"),
                                        row(EARLY, "01", "ck=01 e=0000000200000001aa00000001bb"))))
                .containsExactly(
                        "00/"
                                + EARLY
                                + " row 01 insert ttl 7 {e=[+aa: ttl 0, +bb: ttl 0, cleared],"
                                + " v=[05 ttl 7]} {before={v=09}}");
    }

    @Test
    void theTwoBoundsOfARangeAreOneChange() {
        assertThat(
                        GroupOfRows.changes(
                                List.of(row(EARLY, "06", "ck=01"), row(EARLY, "07", "s=00"))))
                .containsExactly("00/" + EARLY + " delete excl 01 to incl open {} {}");
    }

    @Test
    void rowsOfAPartitionAreOrderedByTheTimesOfTheirStreams() {
        LoggedRow early = row(EARLY, "04", "x=00");
        LoggedRow late = row(LATE, "04", "x=01 cdc$stream_id=ff");

        assertThat(LoggedRow.inOrder(List.of(late, early)).get("2a")).containsExactly(early, late);
    }

    private static LoggedRow row(String time, String operation, String columns) {
        return LoggedRow.parse(
                "pk=2a cdc$stream_id=00 cdc$time="
                        + time
                        + " cdc$operation="
                        + operation
                        + " "
                        + columns);
    }
}
