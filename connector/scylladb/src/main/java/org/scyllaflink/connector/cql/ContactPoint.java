/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A node by which a cluster is found.
 *
 * @param host name or address, never empty
 * @param port 1 to 65535
 */
@PublicEvolving
public record ContactPoint(String host, int port) implements Serializable {

    /** Where CQL is served unless configured otherwise. */
    public static final int DEFAULT_PORT = 9042;

    private static final long serialVersionUID = 1L;
    private static final int LAST_PORT = 65535;

    public ContactPoint {
        if (host.isEmpty() || port < 1 || port > LAST_PORT) {
            throw invalid(host + ":" + port);
        }
    }

    /**
     * Reads {@code host}, {@code host:port}, {@code [address]} or {@code [address]:port}, where
     * {@code address} is one of IPv6.
     *
     * @throws IllegalArgumentException if the text is none of these
     */
    public static ContactPoint parse(String text) {
        String trimmed = text.trim();
        int end = trimmed.startsWith("[") ? trimmed.indexOf(']') + 1 : trimmed.indexOf(':');
        if (end < 0) {
            return new ContactPoint(trimmed, DEFAULT_PORT);
        }
        String host = trimmed.substring(0, end);
        String rest = trimmed.substring(end);
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
        }
        if (rest.isEmpty()) {
            return new ContactPoint(host, DEFAULT_PORT);
        }
        if (!rest.matches(":[0-9]{1,5}")) {
            throw invalid(text);
        }
        return new ContactPoint(host, Integer.parseInt(rest.substring(1)));
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException(
                "contact point: '" + text + "' (expected: host or host:port)");
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
