/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What the person in front of the terminal sees. */
final class Screen {

    private static final int BAR = 40;
    private static final String UP_AND_CLEAR = "\u001b[%dA\u001b[J";

    private final PrintStream out;
    private final boolean terminal;
    private int linesToReplace;

    /**
     * @param terminal whether what was printed can be overwritten
     */
    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void say(String format, Object... values) {
        linesToReplace = 0;
        print(String.format(format, values));
    }

    /**
     * One line, and below it the largest segments. On a terminal it takes the place of the one
     * before.
     *
     * @param watermark empty if the job has none yet
     */
    void progress(
            Duration elapsed,
            String doing,
            Optional<Instant> watermark,
            Map<String, Long> largest) {
        if (terminal && linesToReplace > 0) {
            out.printf(UP_AND_CLEAR, linesToReplace);
        }
        print(
                String.format(
                        "%4d s  %-32s  watermark %s",
                        elapsed.toSeconds(), doing, watermark.map(Screen::behind).orElse("none")));
        if (terminal) {
            table(largest);
            linesToReplace = 1 + largest.size();
        }
    }

    /** A bar a segment, the longest for the first. */
    void largest(Map<String, Long> members) {
        linesToReplace = 0;
        table(members);
    }

    private static String behind(Instant watermark) {
        return String.format(
                "%.1f s behind", Duration.between(watermark, Instant.now()).toMillis() / 1000.0);
    }

    private void table(Map<String, Long> members) {
        long most = members.values().stream().mapToLong(Long::longValue).max().orElse(1);
        members.forEach(
                (segment, count) ->
                        print(
                                String.format(
                                        "        %-16s %,9d  %s",
                                        segment,
                                        count,
                                        "█".repeat((int) Math.max(1, BAR * count / most)))));
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
