/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Runs cases one after another and reports. */
final class VectorRun {
    private final PrintStream report;
    private int passed;
    private int failed;
    private int skipped;

    VectorRun(PrintStream report) {
        this.report = report;
    }

    /** Runs each case in an empty keyspace; the last line of the report is the count. */
    void run(List<VectorCase> cases, Cluster cluster) {
        for (VectorCase vector : cases) {
            if (!vector.keyspaces().contains(cluster.kind())) {
                String other = vector.keyspaces().iterator().next().name().toLowerCase(Locale.ROOT);
                report.println("LEFT OUT " + vector.name() + ": for keyspaces with " + other);
                continue;
            }
            cluster.recreateKeyspace();
            count(vector, outcome(vector, cluster));
        }
        report.println(passed + " passed, " + failed + " failed");
    }

    private static Outcome outcome(VectorCase vector, Cluster cluster) {
        try {
            return vector.check().run(cluster);
        } catch (RuntimeException e) { // a broken vector must not hide the others
            return Outcome.Failed.because(e.toString());
        }
    }

    private void count(VectorCase vector, Outcome outcome) {
        if (outcome instanceof Outcome.Failed failure) {
            failed++;
            report.println("FAILED " + vector.name());
            failure.report().forEach(line -> report.println("    " + line));
        } else if (outcome instanceof Outcome.Skipped skip) {
            skipped++;
            report.println("SKIPPED " + vector.name() + ": " + skip.reason());
        } else {
            passed++;
        }
    }

    int passed() {
        return passed;
    }

    int failed() {
        return failed;
    }

    int skipped() {
        return skipped;
    }
}
