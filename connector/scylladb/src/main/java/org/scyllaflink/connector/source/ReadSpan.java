/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What of a log is read. Whole milliseconds.
 *
 * @param checkedFrom see {@link Retention}
 * @param until exclusive; null if reading does not end
 */
record ReadSpan(Instant from, Instant checkedFrom, @Nullable Instant until) {}
