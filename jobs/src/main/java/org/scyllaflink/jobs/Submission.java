/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.io.IOException;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job that is ready to run where Flink's client, if any, says so; else in this JVM. */
final class Submission {

    private final StreamExecutionEnvironment environment;
    private final String jobName;

    private Submission(StreamExecutionEnvironment environment, String jobName) {
        this.environment = environment;
        this.jobName = jobName;
    }

    /** Checks and builds the job; see {@link Job#build}. */
    static Submission of(Job job) throws IOException {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        job.build(environment);
        return new Submission(environment, job.name());
    }

    void execute() throws Exception {
        environment.execute(jobName);
    }

    /** What {@code flink run} shows as its message alone, without a stack trace. */
    static Exception refusal(String message) {
        return new ProgramParametrizationException(message);
    }
}
