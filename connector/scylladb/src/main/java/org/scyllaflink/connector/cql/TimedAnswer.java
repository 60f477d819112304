/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;

/**
 * An answer, and how long ago at most the server began to work on it.
 *
 * @param nanos from the attempt that succeeded to its answer
 */
record TimedAnswer(AsyncResultSet result, long nanos) {}
