/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

/** What comes to the fetcher from driver threads. */
sealed interface Arrival permits Answer, SweepAnswer {}
