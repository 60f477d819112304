/* SPDX-License-Identifier: Apache-2.0 */
/** What the log says, free of driver and Flink: tables, streams, times and changes. */
package org.scyllaflink.connector.model;
