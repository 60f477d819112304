/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TabletOptionsTest {
    @Test
    void whoSpeaksOfTabletsGetsThem() {
        assertThat(TabletOptions.parse(Map.of())).isEqualTo(new TabletOptions(true, 0));
        assertThat(TabletOptions.parse(Map.of("initial", "4")))
                .isEqualTo(new TabletOptions(true, 4));
        assertThat(TabletOptions.parse(Map.of("enabled", "true", "initial", "16")))
                .isEqualTo(new TabletOptions(true, 16));
        assertThat(TabletOptions.parse(Map.of("enabled", "false")).enabled()).isFalse();
    }

    @Test
    void whatScyllaDoesNotTakeIsRefusedInItsWords() {
        assertThatThrownBy(() -> TabletOptions.parse(Map.of("enabled", "yes")))
                .hasMessage("Tablets enabled value must be true or false; found: yes");
        assertThatThrownBy(() -> TabletOptions.parse(Map.of("initial", "some")))
                .hasMessage("Initial tablets value should be numeric; found some");
        assertThatThrownBy(() -> TabletOptions.parse(Map.of("final", "2")))
                .hasMessage("Unrecognized tablets option final");
    }
}
