/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import org.apache.flink.client.program.ProgramParametrizationException;

/**
 * Flink's client as the caller of the main method: {@code flink run}, the REST API or application
 * mode. There a program must not end the JVM, which is not its own.
 */
final class FlinkClient {

    private static final String CALLER = "org.apache.flink.client.program.PackagedProgram";

    private FlinkClient() {}

    static boolean isCaller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(CALLER)));
    }

    /** What {@code flink run} shows as its message alone, without a stack trace. */
    static Exception refusal(String message) {
        return new ProgramParametrizationException(message);
    }
}
