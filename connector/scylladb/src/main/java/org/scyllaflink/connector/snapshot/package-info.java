/* SPDX-License-Identifier: Apache-2.0 */
/** The bounded FLIP-27 source that reads base tables, as snapshots beside their logs or alone. */
package org.scyllaflink.connector.snapshot;
