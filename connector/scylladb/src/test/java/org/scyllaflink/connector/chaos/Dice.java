/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.time.Duration;
import java.util.Random;

/** The choices of one writer. */
final class Dice {

    private static final int MICROS = 1000;

    private final Random random;
    private final Duration past;

    /**
     * @param past how far in the past timestamps may lie that writers choose themselves
     */
    Dice(long seed, Duration past) {
        this.random = new Random(seed);
        this.past = past;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A literal, now and then null. */
    String number() {
        return chance(10) ? "null" : String.valueOf(random.nextInt(10_000));
    }

    /** A literal, now and then null or empty. */
    String text() {
        return chance(10) ? "null" : chance(5) ? "''" : "'t" + random.nextInt(10_000) + "'";
    }

    /** What an INSERT or UPDATE says of time, before or after its columns. */
    String using() {
        return switch (random.nextInt(6)) {
            case 0 -> " USING TTL " + ttl();
            case 1 -> " USING TIMESTAMP " + timestamp();
            case 2 -> " USING TIMESTAMP " + timestamp() + " AND TTL " + ttl();
            default -> "";
        };
    }

    /** What a DELETE says of time. */
    String usingTimestamp() {
        return chance(25) ? " USING TIMESTAMP " + timestamp() : "";
    }

    private int ttl() {
        return 1 + random.nextInt(50);
    }

    private long timestamp() {
        long agoMicros = (long) (random.nextDouble() * past.toMillis() * MICROS);
        return System.currentTimeMillis() * MICROS - agoMicros;
    }
}
