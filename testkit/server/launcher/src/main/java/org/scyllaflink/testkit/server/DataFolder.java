/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The folder of one server; a temporary one goes when the server goes. */
final class DataFolder {
    private final Path path;
    private final boolean temporary;

    private DataFolder(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /** Opens the folder a user asked for, made if missing. */
    static DataFolder at(Path path) throws IOException {
        return new DataFolder(withLogs(path.toAbsolutePath().normalize()), false);
    }

    /** Makes a folder that {@link #release} removes. */
    static DataFolder temporary(String serverName) throws IOException {
        return new DataFolder(
                withLogs(Files.createTempDirectory("testkit-" + serverName + "-")), true);
    }

    private static Path withLogs(Path path) throws IOException {
        Files.createDirectories(path.resolve("logs"));
        return path;
    }

    Path path() {
        return path;
    }

    /** Removes the folder if it is temporary; a file that vanishes meanwhile is no error. */
    void release() throws IOException {
        if (temporary && Files.exists(path)) {
            Files.walkFileTree(path, new Removal());
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure)
                throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
