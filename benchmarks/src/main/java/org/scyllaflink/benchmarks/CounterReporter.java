/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Knows the counters of the jobs of this process. */
public final class CounterReporter implements MetricReporter {

    private static final Map<Metric, String> COUNTERS = new ConcurrentHashMap<>();

    private CounterReporter() {}

    /** Makes one for Flink, which finds it as a service. */
    public static final class Factory implements MetricReporterFactory {

        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new CounterReporter();
        }
    }

    static Configuration addTo(Configuration configuration) {
        configuration.setString("metrics.reporter.counters.factory.class", Factory.class.getName());
        return configuration;
    }

    /** The sum of all counters of that name. */
    static long sum(String name) {
        return COUNTERS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .mapToLong(entry -> ((Counter) entry.getKey()).getCount())
                .sum();
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Counter) {
            COUNTERS.put(metric, name);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        COUNTERS.remove(metric);
    }
}
