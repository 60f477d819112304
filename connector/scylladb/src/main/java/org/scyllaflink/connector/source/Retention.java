/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.Serializable;

/**
 * How long a log keeps its rows.
 *
 * @param checkedFromMillis from when on a change that is gone before it was read is a loss: what
 *     the log held before a job began at the earliest may expire while it is being read
 */
record Retention(long ttlMillis, long checkedFromMillis) implements Serializable {
    private static final long serialVersionUID = 1L;
}
