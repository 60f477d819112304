/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedStartsTest {

    private final PublishedStarts starts = new PublishedStarts();

    @ParameterizedTest(name = "{0}: {1} then {2}")
    @CsvSource({
        "nothing is known at first, '', '', ''",
        "an answer may come in any order, '', 3 1 2, 1 2 3",
        "a new set is added, 1 2, 1 2 3, 1 2 3",
        "a node that lags takes nothing back, 1 2 3, 1 2, 1 2 3",
        "a node that knows nothing takes nothing back, 1 2, '', 1 2",
        "what the cluster forgot is gone, 1 2 3, 2 3, 2 3",
        "what it forgot while a set was added, 1 2 3, 3 4, 3 4",
        "a node that lags in both, 2 3 4, 1 2 3, 2 3 4",
        "all sets are new ones, 1 2, 5, 5",
        "a table made anew on a node that still tells the old one, 5, 1 2, 5",
    })
    void startsNeverGoBack(String what, String before, String answer, String expected) {
        starts.with(instants(before));

        assertThat(starts.with(instants(answer))).as(what).isEqualTo(instants(expected));
    }

    @Test
    void whatWasForgottenDoesNotComeBack() {
        starts.with(instants("1 2 3"));
        starts.with(instants("3 4"));

        assertThat(starts.with(instants("1 2 3"))).isEqualTo(instants("3 4"));
        assertThat(starts.with(instants("2 3 4 5"))).isEqualTo(instants("3 4 5"));
    }

    private static List<Instant> instants(String seconds) {
        return Arrays.stream(seconds.split(" "))
                .filter(text -> !text.isEmpty())
                .map(text -> Instant.ofEpochSecond(Long.parseLong(text)))
                .toList();
    }
}
