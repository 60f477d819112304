/* SPDX-License-Identifier: Apache-2.0 */
/** Turns changes into a Flink changelog of full rows: merge by write time, deletes, expiry. */
package org.scyllaflink.connector.changelog;
