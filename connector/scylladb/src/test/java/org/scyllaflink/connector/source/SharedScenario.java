/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.scyllaflink.connector.cql.CdcCluster;
import org.scyllaflink.connector.cql.CdcConnection;
import org.scyllaflink.connector.model.Change;

/** A scenario that jobs of a cluster in the same JVM reach by its name, as sources travel. */
final class SharedScenario {

    private static final Map<String, Scenario> SCENARIOS = new ConcurrentHashMap<>();

    private SharedScenario() {}

    static ScyllaCdcSourceBuilder<Change> source(String name, Scenario scenario) {
        SCENARIOS.put(name, scenario);
        return scenario.source().connection(new Connection(name)).clock(new NamedClock(name));
    }

    private record Connection(String name) implements CdcConnection {

        private static final long serialVersionUID = 1L;

        @Override
        public CdcCluster connect() {
            return SCENARIOS.get(name).cluster();
        }
    }

    private record NamedClock(String name) implements SourceClock {

        private static final long serialVersionUID = 1L;

        @Override
        public long millis() {
            return SCENARIOS.get(name).clock().millis();
        }
    }
}
