/** What every server of the test kit shares: its command line, its life cycle, its ports. */
package org.scyllaflink.testkit.server;
