/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

/** What a process spent in some time: queries that brought nothing, and CPU. */
record IdleCost(long emptyReads, long cpuMicros) {

    IdleCost since(IdleCost before) {
        return new IdleCost(emptyReads - before.emptyReads, cpuMicros - before.cpuMicros);
    }

    /** By which the process reports. */
    @Override
    public String toString() {
        return emptyReads + " " + cpuMicros;
    }

    static IdleCost parse(String text) {
        String[] words = text.split(" ");
        return new IdleCost(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }
}
