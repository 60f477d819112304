/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.scyllaflink.testkit.server.Server;
import org.scyllaflink.testkit.server.ServerLauncher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A server that keeps the contract of the real ones and does nothing else. */
@Command(name = "fake")
final class FakeServer implements Server {
    @Option(names = "--chatty")
    private boolean chatty;

    @Option(names = "--broken")
    private boolean broken;

    @Option(names = "--stuck")
    private boolean stuck;

    @Option(names = "--stubborn")
    private boolean stubborn;

    private ServerSocket socket;

    public static void main(String[] args) {
        ServerLauncher.run(new FakeServer(), args);
    }

    /** A command that runs this server with the class path of the tests. */
    static ServerCommand command(Path folder, String... options) throws IOException {
        Path arguments = Files.createDirectories(folder.getParent()).resolve("java.args");
        Files.writeString(
                arguments,
                "-XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xmx32m\n-cp \""
                        + System.getProperty("java.class.path")
                        + "\"\n"
                        + FakeServer.class.getName());
        return new ServerCommand(
                "fake", arguments, folder, List.of(options), Duration.ofSeconds(20));
    }

    @Override
    public void start(Path data, int port) throws Exception {
        if (broken) {
            throw new IOException("the disk is made of cheese");
        }
        if (stuck) {
            new CountDownLatch(1).await();
        }
        if (chatty) {
            System.out.println("READY for anything");
        }
        socket = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(this::accept, "acceptor");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    @Override
    public void stop() throws Exception {
        if (stubborn) {
            new CountDownLatch(1).await();
        }
        if (socket != null) {
            socket.close();
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.getOutputStream().write('!');
            } catch (IOException e) {
                return;
            }
        }
    }
}
