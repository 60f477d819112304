/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A secret that may be given on the command line, in a file or in an environment variable.
 *
 * @param option name of the option with the secret itself; that of the file has {@code -file} added
 * @param variable name of the environment variable, which counts if neither option is given
 */
record SecretArgument(String option, @Nullable String value, @Nullable Path file, String variable) {

    /**
     * The secret, or null if it is nowhere. A line feed at the end of a file is not part of it.
     *
     * @param environment value of an environment variable, null if it is not set
     * @throws IllegalArgumentException if there are two, or the file cannot be read
     */
    @Nullable Password read(UnaryOperator<@Nullable String> environment) {
        if (value != null && file != null) {
            throw new IllegalArgumentException(
                    option + " and " + option + "-file: both given (expected: one of them)");
        }
        if (value != null) {
            return new Password(value);
        }
        if (file != null) {
            return new Password(content(file));
        }
        String text = environment.apply(variable);
        return text == null || text.isEmpty() ? null : new Password(text);
    }

    /** Refuses both options, which would mean nothing without another one, and shows no secret. */
    void refuseWithout(String needed) {
        if (value != null) {
            throw new IllegalArgumentException(option + ": given (expected: with " + needed + ")");
        }
        Options.refuseWithout(needed, option + "-file", file);
    }

    private String content(Path path) {
        try {
            return Files.readString(path).stripTrailing();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    option + "-file: '" + path + "' cannot be read (expected: a text file)", e);
        }
    }
}
