/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ScyllaDbMainTest {
    @TempDir Path folder;

    @Test
    void anOptionThatWouldMeanNothingIsRefused() {
        refuses(
                "--tls-trust-store=t.p12",
                "--tls-trust-store: t.p12 (expected: --tls-key-store, too)");
        refuses("--tls-password=p", "--tls-password: given (expected: --tls-key-store, too)");
        refuses("--tablets=-1", "--tablets: -1 (expected: 0 or more)");
        assertThat(folder).isEmptyDirectory();
    }

    private void refuses(String argument, String message) {
        ScyllaDbMain main = new ScyllaDbMain();
        new CommandLine(main).parseArgs(argument);

        assertThatThrownBy(() -> main.start(folder, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
