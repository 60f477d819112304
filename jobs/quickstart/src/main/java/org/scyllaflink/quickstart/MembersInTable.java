/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.quickstart;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Counts the rows of the table itself: what the job's counts must equal. */
record MembersInTable(CqlSession session) implements SegmentMembers {

    @Override
    public Map<String, Long> count() {
        SimpleStatement everything =
                SimpleStatement.newInstance("SELECT segment FROM " + MembershipLoad.TABLE)
                        .setPageSize(5000)
                        .setTimeout(Duration.ofSeconds(30));
        Map<String, Long> members = new HashMap<>();
        for (Row row : session.execute(everything)) {
            String segment = row.getString(0);
            if (segment != null) {
                members.merge(segment, 1L, Long::sum);
            }
        }
        return members;
    }
}
