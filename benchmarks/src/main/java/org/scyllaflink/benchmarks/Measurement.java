/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What reading all changes once took, of time and of the reading process's CPU. */
record Measurement(double seconds, double cpuSeconds) {

    private static final String MARK = "RESULT";

    /** The line by which a reader's process reports. */
    String toLine() {
        return MARK + " " + seconds + " " + cpuSeconds;
    }

    static boolean isLine(String line) {
        return line.startsWith(MARK + " ");
    }

    static Measurement parse(String line) {
        String[] words = line.split(" ");
        return new Measurement(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
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
