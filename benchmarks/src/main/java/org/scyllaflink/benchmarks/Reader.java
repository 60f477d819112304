/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import java.util.List;

/** The readers that are compared. */
enum Reader {
    DRIVER("driver alone (SELECT *, rows counted)"),
    TIMES("times of all batches alone, as a sweep for late changes reads them"),
    LOG("connector's log reader, without Flink"),
    SOURCE("connector's source in a Flink job"),
    LIBRARY("scylla-cdc-java 1.3.9");

    private final String title;

    Reader(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** The reader's flags for its JVM, class path and main class. */
    List<String> command(String classPath, String libraryClassPath) {
        return this == LIBRARY
                ? List.of(
                        // On two cores the library's hops between executors are far slower without.
                        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2",
                        "-cp",
                        libraryClassPath,
                        "LibraryReader")
                : List.of("-cp", classPath, ReaderMain.class.getName());
    }
}
