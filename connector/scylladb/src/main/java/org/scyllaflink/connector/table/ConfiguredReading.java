/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.scyllaflink.connector.source.LateSweep;
import org.scyllaflink.connector.source.ReadOptions;

/** How the log is read, as {@link ScyllaCdcConnectorOptions} describe it. */
final class ConfiguredReading {

    private ConfiguredReading() {}

    /**
     * @throws ValidationException if a value is out of its range; names it
     */
    static ReadOptions of(ReadableConfig options) {
        try {
            ReadOptions reads =
                    ReadOptions.defaults()
                            .withConfidenceWindow(
                                    options.get(ScyllaCdcConnectorOptions.CONFIDENCE_WINDOW))
                            .withWindows(
                                    options.get(ScyllaCdcConnectorOptions.WINDOW_MIN_SIZE),
                                    options.get(ScyllaCdcConnectorOptions.WINDOW_MAX_SIZE))
                            .withLatencyTarget(
                                    options.get(ScyllaCdcConnectorOptions.LATENCY_TARGET))
                            .withSplitsPerReader(
                                    options.get(ScyllaCdcConnectorOptions.SPLITS_PER_READER))
                            .withDiscovery(
                                    options.get(ScyllaCdcConnectorOptions.DISCOVERY_INTERVAL),
                                    options.get(ScyllaCdcConnectorOptions.DISCOVERY_HORIZON_MARGIN))
                            .withLimits(
                                    options.get(
                                            ScyllaCdcConnectorOptions.READER_REQUESTS_IN_FLIGHT),
                                    options.get(ScyllaCdcConnectorOptions.READER_BUFFER_SIZE));
            return options.get(ScyllaCdcConnectorOptions.LATE_SWEEP_ENABLED)
                    ? reads.withLateSweep(lateSweep(options))
                    : reads;
        } catch (IllegalArgumentException e) {
            throw new ValidationException("Options 'scan.*': " + e.getMessage());
        }
    }

    private static LateSweep lateSweep(ReadableConfig options) {
        return new LateSweep(
                options.get(ScyllaCdcConnectorOptions.LATE_SWEEP_INTERVAL),
                options.get(ScyllaCdcConnectorOptions.LATE_SWEEP_DEPTH));
    }
}
