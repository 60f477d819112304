/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.io.IOException;
import javax.net.ssl.SSLContext;
import org.apache.flink.annotation.Internal;

/** Lets the packaged jobs, which make indices before they start, trust whom the sink trusts. */
@Internal
public final class CertificateAuthorities {

    private CertificateAuthorities() {}

    /**
     * The TLS settings of the sink's connections after {@link
     * ElasticsearchSinkBuilder#setCaCertificate}.
     *
     * @param pem one or more X.509 certificates as PEM text
     * @throws IllegalArgumentException if there is no certificate in the text
     * @throws IOException if the JVM cannot do TLS with them
     */
    public static SSLContext sslContext(String pem) throws IOException {
        return BulkClient.sslContext(new Trust.Authorities(pem));
    }
}
