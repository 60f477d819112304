/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.UUID;

/** How times of the log read; the times that the server itself writes must read alike. */
final class CdcTimeCase {
    private static final String KIND = "cdc_time_cases";
    private static final int IETF_VARIANT = 2;

    private CdcTimeCase() {}

    static VectorCase of(int number, Yaml yaml) {
        yaml.refuseOthers("timeuuid", "micros", "source", "note");
        UUID time = UUID.fromString(yaml.text("timeuuid"));
        long micros = yaml.integer("micros");
        return VectorCase.numbered(
                KIND,
                number,
                cluster -> Outcome.compare(yaml.text("timeuuid"), micros, CdcTime.micros(time)));
    }

    /** The same of a row that the server logs for a write of a known timestamp. */
    static VectorCase ofServer() {
        return VectorCase.named("cdc_time_of_the_server", KIND, CdcTimeCase::checkServer);
    }

    private static Outcome checkServer(Cluster cluster) {
        cluster.session()
                .execute("CREATE TABLE ks.t (pk int PRIMARY KEY) WITH cdc = {'enabled': true}");
        long micros = System.currentTimeMillis() * 1000 + 789;
        cluster.session().execute("INSERT INTO ks.t (pk) VALUES (1) USING TIMESTAMP " + micros);
        Row row = cluster.session().execute("SELECT \"cdc$time\" FROM ks.t_scylla_cdc_log").one();
        UUID time = row.getUuid(0);
        return time.variant() == IETF_VARIANT && time.timestamp() % 10 == 0
                ? Outcome.compare(time.toString(), micros, CdcTime.micros(time))
                : Outcome.Failed.because(time + " (expected: variant 2, whole microseconds)");
    }
}
