/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.io.IOException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job with the options it was given. */
interface Job {

    /** What Flink calls the job. */
    String name();

    /**
     * Checks the options against the systems they name and adds the job to the environment.
     *
     * @throws IllegalArgumentException if an option does not fit; the message is for the user
     * @throws IOException if a system cannot be reached; the message is for the user
     */
    void build(StreamExecutionEnvironment environment) throws IOException;
}
