/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import java.nio.file.Path;

/**
 * Gives tests a running {@link KafkaServer}, the same broker for all classes of the test JVM, as a
 * parameter of test methods, life cycle methods or constructors.
 *
 * <pre>{@code
 * @ExtendWith(KafkaExtension.class)
 * class SinkITCase {
 *     @Test
 *     void writesWhatItReads(KafkaServer server) { ... }
 * }
 * }</pre>
 */
public final class KafkaExtension implements ServerExtension<KafkaServer> {
    /** For JUnit. */
    public KafkaExtension() {}

    @Override
    public Class<KafkaServer> type() {
        return KafkaServer.class;
    }

    @Override
    public KafkaServer start(Path folder) {
        return KafkaServer.start(folder);
    }
}
