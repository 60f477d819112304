/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.CqlValue;

class ListElementKeysTest {

    private static final long ORIGIN = 1_700_000_000_000_000L;
    private static final long MIRROR = 2 * 1_262_304_000_000_000L;

    @Test
    void elementsAppendedHaveTheTimesOfTheirWrites() {
        assertThat(micros(at(-900), at(-900), at(-5))).containsExactly(at(-900), at(-900), at(-5));
    }

    @Test
    void elementsPutInFrontHaveTimesMirroredAt2010() {
        assertThat(micros(at(-3), at(-5), at(-9), at(-9)))
                .containsExactly(MIRROR - at(-3), MIRROR - at(-5), at(-9), at(-9));
    }

    @Test
    void anElementThatWasOverwrittenStaysInItsPlace() {
        assertThat(micros(at(-9), at(-1), at(-7), at(-6)))
                .containsExactly(at(-9), at(-7), at(-7), at(-6));
    }

    @Test
    void timesThatAreNotKnownGiveKeysInOrder() {
        List<Long> unknown = Collections.nCopies(300, ORIGIN - 1);
        assertThat(times(unknown)).isSorted().doesNotHaveDuplicates();
        assertThat(times(unknown).get(299)).isLessThan(CdcTime.lowest(ORIGIN));
    }

    @Test
    void keysAlwaysAscend() {
        for (List<Long> list :
                List.of(
                        List.of(at(-1), at(-2), at(-3)),
                        List.of(at(-3), at(-1), at(-2), at(-2)),
                        List.of(at(-2), at(-1), at(-1), at(-8), at(-9)),
                        List.of(at(-1)))) {
            assertThat(times(list)).isSorted().doesNotHaveDuplicates();
        }
    }

    private static long at(long offset) {
        return ORIGIN + offset;
    }

    private static List<Long> micros(Long... writes) {
        List<CdcTime> times = times(List.of(writes));
        assertThat(times).isSorted().doesNotHaveDuplicates();
        return times.stream().map(CdcTime::micros).toList();
    }

    private static List<CdcTime> times(List<Long> writes) {
        return ListElementKeys.of(writes).stream()
                .map(CqlValue::bytes)
                .map(ByteBuffer::wrap)
                .map(bytes -> new CdcTime(bytes.getLong(), bytes.getLong()))
                .toList();
    }
}
