/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.LogPage;

/**
 * A page that was asked for, or why there is none: exactly one of the two is null.
 *
 * @param stream place of the stream in its split
 */
record Answer(
        StreamGroupCursor cursor, int stream, @Nullable LogPage page, @Nullable Throwable failure)
        implements Arrival {}
