/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

/** How a read of the ScyllaDB stand-in can go wrong by order. */
public enum ReadFailure {
    /** The server says that its replicas did not answer in time. */
    READ_TIMEOUT,
    /** The server says that it has too much to do. */
    OVERLOADED,
    /** The server says that something is wrong with it. */
    SERVER_ERROR,
    /** The server says that too few of its replicas are alive. */
    UNAVAILABLE,
    /** The server says nothing, for five minutes or until there are to be no faults. */
    NO_ANSWER
}
