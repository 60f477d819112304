/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What reading all changes once took, of time and of the reading process's CPU. */
record Measurement(double seconds, double cpuSeconds) {

    /** By which a reader's process reports. */
    @Override
    public String toString() {
        return seconds + " " + cpuSeconds;
    }

    static Measurement parse(String text) {
        String[] words = text.split(" ");
        return new Measurement(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
    }

    /** The median of each value for itself. */
    static Measurement median(List<Measurement> measurements) {
        return new Measurement(
                median(measurements, Measurement::seconds),
                median(measurements, Measurement::cpuSeconds));
    }

    private static double median(
            List<Measurement> measurements, ToDoubleFunction<Measurement> value) {
        List<Measurement> sorted =
                measurements.stream().sorted(Comparator.comparingDouble(value)).toList();
        double upper = value.applyAsDouble(sorted.get(sorted.size() / 2));
        double lower = value.applyAsDouble(sorted.get((sorted.size() - 1) / 2));
        return (upper + lower) / 2;
    }
}
