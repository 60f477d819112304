/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import org.apache.flink.annotation.PublicEvolving;

/**
 * The marker that an INSERT writes: a row with a live marker exists even if all its columns are
 * null.
 *
 * @param ttlSeconds life of the marker from the write's time on; 0 if it does not expire
 */
@PublicEvolving
public record RowMarker(int ttlSeconds) {}
