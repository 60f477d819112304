/** ScyllaDB's change data capture on top of Cassandra's coordinator. */
package org.scyllaflink.testkit.scylladb;
