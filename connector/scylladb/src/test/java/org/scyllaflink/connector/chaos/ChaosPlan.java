/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.time.Duration;

/**
 * A run to be made.
 *
 * @param seed of all choices
 * @param writing how long writers write
 */
record ChaosPlan(long seed, Duration writing) {

    @Override
    public String toString() {
        return "chaos.seed=" + seed + ", " + writing.toSeconds() + " s of writes";
    }
}
