/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Times here are minutes. */
class RowLifeTest {

    private final RowLife life = new RowLife();

    @Test
    void aTtlThatIsRaisedCountsWhenTheRowsFromBeforeAreGone() {
        assertThat(seen(60, 0)).hasMinutes(60);
        assertThat(seen(120, 10)).hasMinutes(60);
        assertThat(seen(120, 69)).hasMinutes(60);
        assertThat(seen(120, 70)).hasMinutes(120);
    }

    @Test
    void soDoesOneThatIsTakenAway() {
        assertThat(seen(60, 0)).hasMinutes(60);
        assertThat(seen(null, 10)).hasMinutes(60);
        assertThat(seen(null, 70)).isNull();
        assertThat(seen(null, 80)).isNull();
    }

    @Test
    void aTtlThatIsLoweredCountsAtOnce() {
        assertThat(seen(null, 0)).isNull();
        assertThat(seen(60, 1)).hasMinutes(60);
        assertThat(seen(30, 2)).hasMinutes(30);
    }

    @Test
    void aTtlThatIsRaisedAndLoweredAgainIsTheOldOne() {
        assertThat(seen(60, 0)).hasMinutes(60);
        assertThat(seen(120, 10)).hasMinutes(60);
        assertThat(seen(60, 20)).hasMinutes(60);
        assertThat(seen(120, 75)).hasMinutes(60);
        assertThat(seen(120, 135)).hasMinutes(120);
    }

    private @Nullable Duration seen(@Nullable Integer ttl, int now) {
        life.seen(
                ttl == null ? null : Duration.ofMinutes(ttl), Instant.EPOCH.plusSeconds(60 * now));
        return life.shortest();
    }
}
