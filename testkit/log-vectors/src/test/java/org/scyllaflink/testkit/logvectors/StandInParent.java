/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.scyllaflink.testkit.ScyllaDbServer;

/** A JVM that owns a stand-in, to be killed by a test. */
final class StandInParent {
    private StandInParent() {}

    /** Takes a data folder; prints the stand-in's process id and waits for ever. */
    public static void main(String[] args) throws Exception {
        ScyllaDbServer server = ScyllaDbServer.start(Path.of(args[0]));
        System.out.println(server.process().pid());
        new CountDownLatch(1).await();
    }
}
