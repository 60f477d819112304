/** Runs vectors: statements together with the CDC log rows that ScyllaDB writes for them. */
package org.scyllaflink.testkit.logvectors;
