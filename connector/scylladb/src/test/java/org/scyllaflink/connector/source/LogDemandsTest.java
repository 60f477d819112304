/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.cql.CdcOptions;

class LogDemandsTest {

    @Test
    void theStatementThatItTellsKeepsAllOtherOptionsAsAlterReplacesThemAll() {
        CdcOptions options =
                new CdcOptions(
                        true,
                        CdcOptions.Preimage.CHANGED,
                        false,
                        CdcOptions.Delta.KEYS,
                        Duration.ofHours(2));

        assertThatThrownBy(() -> LogDemands.NONE.withPostimages().check(Changes.TABLE, options))
                .hasMessageContaining(
                        "{'enabled': true, 'preimage': true, 'postimage': true, 'delta': 'keys',"
                                + " 'ttl': 7200}");
    }
}
