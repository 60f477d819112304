/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import org.apache.flink.annotation.PublicEvolving;

/** How the job shows Elasticsearch who it is. No {@code toString} tells a secret. */
@PublicEvolving
public sealed interface ElasticsearchAccess {

    /** Elasticsearch without security. */
    static ElasticsearchAccess open() {
        return new Open();
    }

    /** A user with a password. */
    static ElasticsearchAccess login(String username, String password) {
        return new Login(username, new Password(password));
    }

    /**
     * An API key.
     *
     * @param encoded base64 of id, colon and key, as Elasticsearch gives it out
     */
    static ElasticsearchAccess apiKey(String encoded) {
        return new ApiKey(new Password(encoded));
    }

    /** See {@link #open}. */
    record Open() implements ElasticsearchAccess {}

    /** See {@link #login}. */
    record Login(String username, Password password) implements ElasticsearchAccess {}

    /** See {@link #apiKey}. */
    record ApiKey(Password encoded) implements ElasticsearchAccess {}
}
