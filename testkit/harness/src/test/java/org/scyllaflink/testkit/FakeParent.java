/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A JVM that owns a server, to be killed by a test. */
final class FakeParent {
    private FakeParent() {}

    /** Takes a data folder; prints the server's process id and waits for ever. */
    public static void main(String[] args) throws Exception {
        ServerProcess server =
                ServerProcess.start(FakeServer.command(Path.of(args[0]), "--stubborn"));
        System.out.println(server.pid());
        new CountDownLatch(1).await();
    }
}
