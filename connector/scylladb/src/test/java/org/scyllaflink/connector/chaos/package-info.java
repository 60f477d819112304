/**
 * The chaos test: random writes, failures and topology changes, and what the source makes of them
 * compared with a plain scan of the log.
 */
package org.scyllaflink.connector.chaos;
