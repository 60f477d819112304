/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import org.apache.flink.annotation.Internal;
import org.apache.flink.util.UserCodeClassLoader;

/**
 * Ends the sessions of a job with its classes. Readers close theirs; a reader that Flink had to
 * abandon would leave threads and connections behind, which keep the job's classes loaded.
 */
@Internal
public final class JobSessions {

    private static final String HOOK = "scylladb-sessions";

    private JobSessions() {}

    /**
     * Has sessions closed that are still open when Flink lets go of a job's classes.
     *
     * @param job the classes of the job; sessions are its own if they were opened in a thread with
     *     this context class loader, as threads of tasks are
     */
    public static void endWith(UserCodeClassLoader job) {
        ClassLoader classes = job.asClassLoader();
        job.registerReleaseHookIfAbsent(HOOK, () -> SharedSessions.closeAllOf(classes));
    }
}
