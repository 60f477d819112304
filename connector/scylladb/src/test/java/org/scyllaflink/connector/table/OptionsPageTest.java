/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsPageTest {

    private static final Path PAGE = Path.of("../../docs/options.md");

    @Test
    void pageSaysWhatTheOptionsAre() throws IOException {
        if (Boolean.getBoolean("options.write")) {
            Files.writeString(PAGE, OptionsPage.text());
        }
        assertThat(Files.readString(PAGE))
                .as("docs/options.md, which is written anew with -Doptions.write=true")
                .isEqualTo(OptionsPage.text());
    }

    @Test
    void factoryKnowsAllOptionsThatAreDeclared() {
        ScyllaCdcTableFactory factory = new ScyllaCdcTableFactory();
        assertThat(DeclaredOptions.of(ScyllaCdcConnectorOptions.class))
                .hasSizeGreaterThan(20)
                .allMatch(
                        option ->
                                factory.requiredOptions().contains(option)
                                        != factory.optionalOptions().contains(option));
        assertThat(factory.optionalOptions()).containsAll(ScyllaConnectionOptions.all());
        assertThat(factory.optionalOptions()).containsAll(factory.forwardOptions());
    }
}
