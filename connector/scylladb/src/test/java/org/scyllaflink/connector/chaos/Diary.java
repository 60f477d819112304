/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a run did and when, for whoever has to understand its failure. */
final class Diary {

    private final Instant start = Instant.now();
    private final List<String> entries = new CopyOnWriteArrayList<>();

    void note(String format, Object... values) {
        Instant now = Instant.now();
        entries.add(
                String.format("%s +%6d ms ", now, Duration.between(start, now).toMillis())
                        + String.format(format, values));
    }

    Duration age() {
        return Duration.between(start, Instant.now());
    }

    @Override
    public String toString() {
        return String.join(System.lineSeparator(), entries);
    }
}
