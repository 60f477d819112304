/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

class RetryLogTest {
    private final List<String> warnings = new ArrayList<>();
    private long nowNanos = Long.MAX_VALUE;

    @Test
    void warnsOnceInTenSecondsAndCountsTheRest() {
        RetryLog log = new RetryLog(recorder(), "http://a", () -> nowNanos);

        log.retrying(5, 1, Duration.ofMillis(7), "busy");
        log.retrying(5, 2, Duration.ofMillis(7), "busy");
        nowNanos += TimeUnit.SECONDS.toNanos(9);
        log.retrying(5, 3, Duration.ofMillis(7), "busy");
        nowNanos += TimeUnit.SECONDS.toNanos(1);
        log.retrying(3, 4, Duration.ofMillis(9), "down");

        assertThat(warnings)
                .containsExactly(
                        "Elasticsearch at http://a did not take 5 operations (attempt 1), trying"
                                + " again in 7 ms: busy",
                        "Elasticsearch at http://a did not take 3 operations (attempt 4), trying"
                                + " again in 9 ms: down (2 more retries since the last warning)");
    }

    private Logger recorder() {
        return (Logger)
                Proxy.newProxyInstance(
                        Logger.class.getClassLoader(),
                        new Class<?>[] {Logger.class},
                        (proxy, method, arguments) -> {
                            assertThat(method.getName()).isEqualTo("warn");
                            warnings.add(
                                    MessageFormatter.arrayFormat(
                                                    (String) arguments[0], (Object[]) arguments[1])
                                            .getMessage());
                            return null;
                        });
    }
}
