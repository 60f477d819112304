/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script says before it starts anything. */
class QuickstartScriptTest {

    private static final Path SCRIPT = Path.of("../../quickstart").toAbsolutePath().normalize();

    @TempDir private Path folder;

    @Test
    void aMissingJdkIsOneLine() throws Exception {
        assertThat(run(Map.of("JAVA_HOME", folder.toString())))
                .isEqualTo(
                        "2 quickstart: no JDK 17 found in JAVA_HOME ("
                                + folder
                                + "): install one (a JRE is not enough), or set JAVA_HOME to it");
    }

    @Test
    void anotherJavaIsOneLine() throws Exception {
        program("java", "echo '    java.specification.version = 21' >&2");
        program("javac", "");

        assertThat(run(Map.of("JAVA_HOME", folder.toString())))
                .startsWith("2 quickstart: " + folder + "/bin/java is Java 21, but")
                .contains("17 only")
                .hasLineCount(1);
    }

    @Test
    void tooLittleMemoryIsOneLine() throws Exception {
        Path meminfo = Files.writeString(folder.resolve("meminfo"), "MemAvailable: 1024000 kB\n");

        assertThat(
                        run(
                                Map.of(
                                        "JAVA_HOME",
                                        System.getProperty("java.home"),
                                        "QUICKSTART_MEMINFO",
                                        meminfo.toString())))
                .isEqualTo(
                        "2 quickstart: 1000 MiB of memory are free, but the three servers and"
                                + " Flink need 3500 MiB");
    }

    private void program(String name, String line) throws IOException {
        Path program = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(program, "#!/bin/sh\n" + line + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    /** Exit code and all output. */
    private static String run(Map<String, String> environment) throws Exception {
        ProcessBuilder script = new ProcessBuilder(SCRIPT.toString(), "--once");
        script.environment().putAll(environment);
        Process process = script.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + " " + output.strip();
    }
}
