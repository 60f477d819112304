/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.scyllaflink.testkit.KafkaServer;
import org.scyllaflink.testkit.ScyllaDbServer;
import org.scyllaflink.testkit.SqlClient;

/** A script of {@code sql/scripts}, at the addresses of a test. */
final class Script {

    private static final String SCYLLADB = "'connection.contact-points' = 'localhost:9042'";
    private static final String KAFKA = "'properties.bootstrap.servers' = 'localhost:9092'";

    private Script() {}

    /** Starts the script in Flink's SQL client, with the jar that this module builds. */
    static SqlClient run(String name, Path folder, ScyllaDbServer server, KafkaServer kafka)
            throws IOException {
        String text = Files.readString(Path.of("scripts", name));
        assertThat(text).contains(SCYLLADB);
        String here =
                text.replace(SCYLLADB, catalogOptions(server))
                        .replace(
                                KAFKA,
                                "'properties.bootstrap.servers' = '"
                                        + kafka.bootstrapServers()
                                        + "'");
        return SqlClient.run(folder, here, List.of(SqlJarITCase.JAR));
    }

    /** The address, and to read the log sooner than is safe where nodes are many. */
    static String catalogOptions(ScyllaDbServer server) {
        return "'connection.contact-points' = '"
                + server.contactPoint()
                + "', 'scan.confidence-window' = '1 s'";
    }
}
