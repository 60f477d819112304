/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void aFreePortIsBelowThoseOfOutgoingConnections() throws Exception {
        assertThat(Ports.free()).isBetween(1024, 32767);
    }

    @Test
    void aPortSomebodyListensOnIsNotFree() throws Exception {
        int port = Ports.free();
        try (ServerSocket listener = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(listener.getLocalPort())).isFalse();
        }
        assertThat(Ports.isFree(port)).isTrue();
    }
}
