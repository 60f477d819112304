/**
 * Real servers for tests, each in a JVM of its own: started on free ports, shared by the classes of
 * a test JVM through JUnit extensions, or private to a test that wants to kill its server.
 */
package org.scyllaflink.testkit;
