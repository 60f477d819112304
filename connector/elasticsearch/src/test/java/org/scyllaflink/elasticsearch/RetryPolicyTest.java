/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    private final RetryPolicy policy =
            new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(30), 3);

    @ParameterizedTest
    @CsvSource({
        "1, 0.0, 250",
        "1, 0.5, 375",
        "1, 0.999999, 500",
        "2, 0.0, 500",
        "6, 0.0, 8000",
        "7, 0.0, 15000",
        "100000, 0.999999, 30000",
    })
    void waitsDoubleUpToTheLongest(int attempt, double chance, long millis) {
        assertThat(policy.backoff(attempt, chance)).hasMillis(millis);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, false"})
    void attemptsAreBounded(int attempt, boolean another) {
        assertThat(policy.allowsAnotherAfter(attempt)).isEqualTo(another);
    }
}
