/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import java.nio.file.Path;

/**
 * Gives tests a running {@link ScyllaDbServer}, the same for all classes of the test JVM, as a
 * parameter of test methods, life cycle methods or constructors: the stand-in, or with {@code
 * -Dscylladb.contact-points=host:port} that real server. Tests make tables under names of their
 * own. One that stops its server starts a private one ({@link ScyllaDbServer#start}).
 *
 * <pre>{@code
 * @ExtendWith(ScyllaDbExtension.class)
 * class SourceITCase {
 *     @Test
 *     void readsWhatWasWritten(ScyllaDbServer server) { ... }
 * }
 * }</pre>
 */
public final class ScyllaDbExtension implements ServerExtension<ScyllaDbServer> {
    private static final String EXTERNAL = "scylladb.contact-points";

    /** For JUnit. */
    public ScyllaDbExtension() {}

    @Override
    public Class<ScyllaDbServer> type() {
        return ScyllaDbServer.class;
    }

    @Override
    public ScyllaDbServer start(Path folder) {
        String external = System.getProperty(EXTERNAL, "");
        return external.isEmpty()
                ? ScyllaDbServer.start(folder)
                : ScyllaDbServer.external(external);
    }
}
