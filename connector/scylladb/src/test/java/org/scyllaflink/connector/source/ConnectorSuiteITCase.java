/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.testframe.environment.MiniClusterTestEnvironment;
import org.apache.flink.connector.testframe.external.ExternalContextFactory;
import org.apache.flink.connector.testframe.junit.annotations.TestContext;
import org.apache.flink.connector.testframe.junit.annotations.TestEnv;
import org.apache.flink.connector.testframe.junit.annotations.TestSemantics;
import org.apache.flink.connector.testframe.testsuites.SourceTestSuiteBase;
import org.apache.flink.core.execution.CheckpointingMode;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** All cases that Flink has for sources of connectors. */
@Timeout(120)
@ExtendWith(ScyllaDbExtension.class)
class ConnectorSuiteITCase extends SourceTestSuiteBase<Tuple2<Integer, Integer>> {

    @TestEnv private final MiniClusterTestEnvironment flink = new MiniClusterTestEnvironment();

    @TestSemantics
    private final CheckpointingMode[] semantics = {
        CheckpointingMode.EXACTLY_ONCE, CheckpointingMode.AT_LEAST_ONCE
    };

    @TestContext private final ExternalContextFactory<ConnectorSuiteTable> tables;

    ConnectorSuiteITCase(ScyllaDbServer server) {
        this.tables = test -> new ConnectorSuiteTable(server);
    }
}
