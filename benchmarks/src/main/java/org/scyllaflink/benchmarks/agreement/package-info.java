/**
 * Whether three readers of one log agree: ScyllaDB's own library, a plain scan, and the connector's
 * source. It stands with the benchmarks and not in the test kit, which must not depend on the
 * connector, and here the library is at hand.
 */
package org.scyllaflink.benchmarks.agreement;
