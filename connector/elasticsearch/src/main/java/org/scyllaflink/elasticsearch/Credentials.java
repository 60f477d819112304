/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** How the sink shows who it is. No {@code toString} tells a secret. */
sealed interface Credentials extends Serializable {

    /** The value of the {@code Authorization} header, if one is to be sent. */
    Optional<String> authorization();

    /** Elasticsearch without security, or certificates that say enough. */
    enum None implements Credentials {
        NONE;

        @Override
        public Optional<String> authorization() {
            return Optional.empty();
        }
    }

    /** User name and password. */
    record Basic(String username, String password) implements Credentials {
        public Basic {
            if (username == null || username.isEmpty() || username.indexOf(':') >= 0) {
                throw new IllegalArgumentException(
                        "username: " + username + " (expected a name without ':')");
            }
            if (password == null) {
                throw new IllegalArgumentException("password: null (expected a text)");
            }
        }

        @Override
        public Optional<String> authorization() {
            byte[] pair = (username + ':' + password).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
        }

        @Override
        public String toString() {
            return "Basic[username=" + username + ", password=***]";
        }
    }

    /** An API key in the encoded form that Elasticsearch gives out. */
    record ApiKey(String encoded) implements Credentials {
        public ApiKey {
            if (encoded == null || !encoded.matches("[A-Za-z0-9+/_=-]+")) {
                throw new IllegalArgumentException(
                        "apiKey: *** (expected the 'encoded' form: base64 of id:key)");
            }
        }

        @Override
        public Optional<String> authorization() {
            return Optional.of("ApiKey " + encoded);
        }

        @Override
        public String toString() {
            return "ApiKey[***]";
        }
    }
}
