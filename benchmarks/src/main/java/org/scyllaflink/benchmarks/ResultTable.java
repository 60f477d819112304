/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The medians of all readers as a Markdown table, with their ratios to the library. */
final class ResultTable {

    private static final double MILLION = 1e6;

    private final long changes;
    private final Map<Reader, List<Measurement>> measured;

    ResultTable(long changes, Map<Reader, List<Measurement>> measured) {
        this.changes = changes;
        this.measured = measured;
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        table.append("| Reader | Changes/s | CPU s per million | Throughput | CPU |\n");
        table.append("| --- | --: | --: | --: | --: |\n");
        measured.forEach(
                (reader, measurements) -> {
                    Measurement median = Measurement.median(measurements);
                    table.append(
                            String.format(
                                    Locale.ROOT,
                                    "| %s | %,.0f | %.2f | %s | %s |%n",
                                    reader.title(),
                                    changes / median.seconds(),
                                    median.cpuSeconds() * MILLION / changes,
                                    throughputRatio(median),
                                    cpuRatio(median)));
                });
        return table.toString();
    }

    private String throughputRatio(Measurement median) {
        return measured.containsKey(Reader.LIBRARY)
                ? String.format(Locale.ROOT, "%.1f x", library().seconds() / median.seconds())
                : "-";
    }

    private String cpuRatio(Measurement median) {
        return measured.containsKey(Reader.LIBRARY)
                ? String.format(Locale.ROOT, "%.2f x", median.cpuSeconds() / library().cpuSeconds())
                : "-";
    }

    private Measurement library() {
        return Measurement.median(measured.get(Reader.LIBRARY));
    }
}
