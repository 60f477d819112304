/* SPDX-License-Identifier: Apache-2.0 */
/** Flink's SQL client as a process of the test kit. */
package org.scyllaflink.testkit.sqlclient;
