/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CdcTimeTest {

    private static final CdcTime LOWEST = CdcTime.lowest(1_700_000_000_000_000L);

    @Test
    void nothingLiesBetweenATimeAndTheNext() {
        assertThat(LOWEST.next())
                .isEqualTo(new CdcTime(LOWEST.mostSignificant(), 0x8080808080808081L))
                .isGreaterThan(LOWEST);
        assertThat(new CdcTime(LOWEST.mostSignificant(), 0x80808080808080ffL).next())
                .isEqualTo(new CdcTime(LOWEST.mostSignificant(), 0x8080808080808000L));
    }

    @Test
    void theHighestOfATickIsFollowedByTheLowestOfTheNextTick() {
        CdcTime highest = new CdcTime(LOWEST.mostSignificant(), 0x7f7f7f7f7f7f7f7fL);

        assertThat(highest.next())
                .isGreaterThan(highest)
                .isLessThan(CdcTime.lowest(1_700_000_000_000_001L));
    }
}
