/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Measures time, and the CPU time of the whole process. Started and stopped by any thread. */
final class Stopwatch {

    private static final double NANOS = 1e9;

    private final OperatingSystemMXBean process =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private volatile long startNanos;
    private volatile long startCpuNanos;
    private volatile Measurement measurement;

    void start() {
        startCpuNanos = process.getProcessCpuTime();
        startNanos = System.nanoTime();
    }

    void stop() {
        measurement =
                new Measurement(
                        (System.nanoTime() - startNanos) / NANOS,
                        (process.getProcessCpuTime() - startCpuNanos) / NANOS);
    }

    Measurement measurement() {
        return measurement;
    }
}
