/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessITCase {
    @TempDir private Path parent;

    @Test
    void aStartedServerAnswersAtItsAddress() throws Exception {
        try (ServerProcess server = ServerProcess.start(FakeServer.command(folder()))) {
            assertThat(answers(server.address())).isTrue();
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void otherLinesOnStandardOutputAreNotTakenForTheReadyLine() throws Exception {
        try (ServerProcess server = ServerProcess.start(FakeServer.command(folder(), "--chatty"))) {
            assertThat(answers(server.address())).isTrue();
        }
        assertThat(folder().resolve("logs/fake-console.log")).content().contains("READY for any");
    }

    @Test
    void aServerIsFoundAtItsPortAgainAfterAKill() throws Exception {
        try (ServerProcess server = ServerProcess.start(FakeServer.command(folder()))) {
            InetSocketAddress address = server.address();
            long pid = server.pid();

            server.kill();
            assertThat(server.isAlive()).isFalse();
            server.restart();

            assertThat(server.address()).isEqualTo(address);
            assertThat(server.pid()).isNotEqualTo(pid);
            assertThat(answers(address)).isTrue();
        }
    }

    @Test
    void stopEndsTheServerInOrder() throws Exception {
        ServerProcess server = ServerProcess.start(FakeServer.command(folder()));

        server.stop();

        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void aServerThatDiesAtItsStartIsReportedWithTheEndOfItsLog() {
        assertThatThrownBy(() -> ServerProcess.start(FakeServer.command(folder(), "--broken")))
                .hasMessageContaining("fake: ended before it was ready, exit code 1")
                .hasMessageContaining("the disk is made of cheese");
    }

    @Test
    void aServerThatGetsAnUnknownOptionSaysSo() {
        assertThatThrownBy(() -> ServerProcess.start(FakeServer.command(folder(), "--wings=2")))
                .hasMessageContaining("exit code 2")
                .hasMessageContaining("Unknown option: '--wings=2'");
    }

    @Test
    void aServerThatIsNotReadyInTimeIsKilled() throws Exception {
        ServerCommand command = FakeServer.command(folder(), "--stuck");
        ServerCommand impatient =
                new ServerCommand(
                        command.name(),
                        command.arguments(),
                        command.folder(),
                        command.options(),
                        Duration.ofSeconds(1));

        assertThatThrownBy(() -> ServerProcess.start(impatient))
                .hasMessageContaining("not ready after 1 s");
        assertThat(ProcessHandle.current().children().filter(this::isOurs)).isEmpty();
    }

    @Test
    void aTakenPortIsReportedInOneLine() throws Exception {
        try (ServerProcess server = ServerProcess.start(FakeServer.command(folder()))) {
            int port = server.address().getPort();
            server.kill();
            try (ServerSocket thief = new ServerSocket(port, 1, server.address().getAddress())) {
                assertThatThrownBy(server::restart)
                        .hasMessageContaining(
                                "--port " + thief.getLocalPort() + ": taken (expected: a free");
            }
        }
    }

    @Test
    void aServerDiesWithAParentThatIsKilledHard() throws Exception {
        Process owner =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                FakeParent.class.getName(),
                                folder().toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader output = owner.inputReader()) {
            ProcessHandle server =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            assertThat(server.isAlive()).isTrue();

            owner.destroyForcibly();

            assertThat(server.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
        } finally {
            owner.destroyForcibly();
        }
    }

    private Path folder() {
        return parent.resolve("data");
    }

    private boolean isOurs(ProcessHandle process) {
        return process.isAlive()
                && process.info().commandLine().orElse("").contains(folder().toString());
    }

    private static boolean answers(InetSocketAddress address) throws Exception {
        try (Socket client = new Socket(address.getAddress(), address.getPort())) {
            return client.getInputStream().read() == '!';
        }
    }
}
