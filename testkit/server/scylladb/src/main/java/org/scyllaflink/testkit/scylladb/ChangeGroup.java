/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.List;

/**
 * The part of a change that has one write time, and so one {@code cdc$time} in the log.
 *
 * @param micros the write time since the epoch
 * @param deltas in the order of the log
 */
record ChangeGroup(long micros, List<Delta> deltas) {}
