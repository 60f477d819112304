/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

/** A way to read the whole log of a table. */
interface Reading extends AutoCloseable {

    /**
     * Reads from the first change on until all are there. Blocks.
     *
     * @param changes how many there are
     * @param watch to be started when reading begins and stopped with the last change
     */
    void readAll(long changes, Stopwatch watch) throws Exception;

    @Override
    void close();
}
