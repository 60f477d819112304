/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives the times that vectors name by symbols: {@code $T-1}, {@code $NOW+6s}, {@code $PAST}. */
final class Symbols {
    private static final Pattern TIME = Pattern.compile("\\$T(?:([+-])(\\d+))?(?![\\w])");
    private static final Pattern NOW = Pattern.compile("\\$NOW\\+(\\d+)s");
    private static final long PAST_SECONDS = 1_000_000_000L;

    private final long nowMicros;

    /** Takes the time that {@code $T} stands for, in microseconds since the epoch. */
    Symbols(long nowMicros) {
        this.nowMicros = nowMicros;
    }

    String statement(String text) {
        String timed = TIME.matcher(text).replaceAll(match -> String.valueOf(time(match.group())));
        return NOW.matcher(timed)
                .replaceAll(
                        match ->
                                String.valueOf(
                                        nowMicros + 1_000_000 * Long.parseLong(match.group(1))))
                .replace("$PAST", String.valueOf(PAST_SECONDS));
    }

    /** Returns the microseconds of a time such as {@code $T+1}. */
    long time(String symbol) {
        Matcher matcher = TIME.matcher(symbol);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "time: " + symbol + " (expected: $T, $T+<n> or $T-<n>)");
        }
        long shift = matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2));
        return nowMicros + ("-".equals(matcher.group(1)) ? -shift : shift);
    }

    Object value(Object value) {
        return "$PAST".equals(value) ? (Object) PAST_SECONDS : value;
    }
}
