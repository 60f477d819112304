/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.LogPage;
import org.scyllaflink.connector.cql.TimesPage;

/** What a sweep has asked for, or why there is none: exactly one of the three is not null. */
record SweepAnswer(
        LateSweeper sweeper,
        @Nullable TimesPage times,
        @Nullable LogPage batches,
        @Nullable Throwable failure)
        implements Arrival {}
