/**
 * An independent model of a ScyllaDB table: what tests compare the connector and the servers with.
 * It keeps every write and computes a table from all of them each time it is asked, so that it is
 * simple enough to be believed. It shares no code with the connector.
 */
package org.scyllaflink.testkit.model;
