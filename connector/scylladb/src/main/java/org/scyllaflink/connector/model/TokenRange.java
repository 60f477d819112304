/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A stretch of the token ring: the tokens above {@code after} up to and including {@code last}. It
 * runs over the greatest token to the least one if {@code after} is not below {@code last}.
 *
 * @param after exclusive; equal to {@code last} for the whole ring
 * @param last inclusive
 */
@PublicEvolving
public record TokenRange(long after, long last) implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final TokenRange RING = new TokenRange(Long.MIN_VALUE, Long.MIN_VALUE);

    /** All tokens. */
    public static TokenRange ring() {
        return RING;
    }

    public boolean contains(long token) {
        return after < last ? token > after && token <= last : token > after || token <= last;
    }

    /** Whether there is a token that both contain. */
    public boolean overlaps(TokenRange other) {
        // Of two stretches with a common token, one contains the end that comes first after it.
        return contains(other.last) || other.contains(last);
    }

    /** This range and all that follows it up to the end of another. */
    public TokenRange through(TokenRange end) {
        return new TokenRange(after, end.last);
    }

    @Override
    public String toString() {
        return "(" + after + ", " + last + "]";
    }
}
