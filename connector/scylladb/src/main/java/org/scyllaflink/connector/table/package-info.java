/* SPDX-License-Identifier: Apache-2.0 */
/** The connector in Flink SQL: what a table is to a query, and how changes become its rows. */
package org.scyllaflink.connector.table;
