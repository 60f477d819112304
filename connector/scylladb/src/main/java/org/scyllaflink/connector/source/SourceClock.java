/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.Serializable;

/** The time of day in milliseconds since 1970, here where it is asked for. */
@FunctionalInterface
interface SourceClock extends Serializable {
    long millis();
}
