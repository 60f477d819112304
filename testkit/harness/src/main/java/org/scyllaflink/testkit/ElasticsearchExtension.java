/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import java.nio.file.Path;

/**
 * Gives tests a running {@link ElasticsearchServer}, the same node for all classes of the test JVM,
 * as a parameter of test methods, life cycle methods or constructors.
 *
 * <pre>{@code
 * @ExtendWith(ElasticsearchExtension.class)
 * class SinkITCase {
 *     @Test
 *     void writesWhatItReads(ElasticsearchServer server) { ... }
 * }
 * }</pre>
 */
public final class ElasticsearchExtension implements ServerExtension<ElasticsearchServer> {
    /** For JUnit. */
    public ElasticsearchExtension() {}

    @Override
    public Class<ElasticsearchServer> type() {
        return ElasticsearchServer.class;
    }

    @Override
    public ElasticsearchServer start(Path folder) {
        return ElasticsearchServer.start(folder);
    }
}
