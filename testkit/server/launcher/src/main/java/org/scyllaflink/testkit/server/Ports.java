/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of 127.0.0.1. */
public final class Ports {
    private static final int LOWEST = 12_000;

    // Linux takes the ports of outgoing connections from 32768 on. A server port up there could be
    // taken by a client between a kill and a restart, even by one that reconnects to that port.
    private static final int HIGHEST = 32_000;

    private static final int ATTEMPTS = 100;

    private Ports() {}

    /**
     * Returns a port nobody listens on at this moment.
     *
     * @return a port below the range the system uses for outgoing connections
     * @throws IOException when a hundred ports in a row are taken
     */
    public static int free() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException(
                "no free port found between " + LOWEST + " and " + HIGHEST + " on 127.0.0.1");
    }

    /**
     * Tells whether a server could listen on a port now.
     *
     * @param port 1 to 65535
     * @return false when another process listens there
     */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
