/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where Elasticsearch is and how to speak to it. */
record ElasticsearchConnection(
        List<URI> hosts,
        Credentials credentials,
        Trust trust,
        Duration connectTimeout,
        Duration socketTimeout)
        implements Serializable {

    private static final String EXPECTED_HOST = " (expected http://host:port or https://host:port)";

    ElasticsearchConnection {
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("hosts: none" + EXPECTED_HOST);
        }
        requireOnePath(hosts);
        requireMillis("connectTimeout", connectTimeout);
        requireMillis("socketTimeout", socketTimeout);
    }

    static List<URI> parseHosts(String... hosts) {
        return Arrays.stream(hosts).map(ElasticsearchConnection::parseHost).toList();
    }

    /** The path in front of Elasticsearch's own, empty if there is none. */
    String pathPrefix() {
        return hosts.get(0).getPath().replaceAll("/+$", "");
    }

    /** The hosts as they stand in messages. */
    String where() {
        return hosts.stream().map(URI::toString).collect(Collectors.joining(", "));
    }

    private static URI parseHost(String host) {
        URI uri;
        try {
            uri = new URI(host);
        } catch (URISyntaxException e) {
            // Its message would repeat the input, and that may hold a password.
            throw new IllegalArgumentException("hosts: " + withoutUser(host) + EXPECTED_HOST);
        }
        if (uri.getRawUserInfo() != null || host.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "hosts: "
                            + withoutUser(host)
                            + " with a user in it (expected credentials given by setCredentials or"
                            + " setApiKey)");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean http = scheme.equals("http") || scheme.equals("https");
        if (!http || uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException("hosts: " + host + EXPECTED_HOST);
        }
        return uri;
    }

    private static String withoutUser(String host) {
        int scheme = host.indexOf("://");
        int at = host.lastIndexOf('@');
        int from = scheme < 0 ? 0 : scheme + 3;
        return at < from ? host : host.substring(0, from) + "***" + host.substring(at);
    }

    private static void requireOnePath(List<URI> hosts) {
        long paths = hosts.stream().map(h -> h.getPath().replaceAll("/+$", "")).distinct().count();
        if (paths > 1) {
            throw new IllegalArgumentException(
                    "hosts: " + hosts + " (expected the same path for all)");
        }
    }

    private static void requireMillis(String name, Duration value) {
        if (value.toMillis() <= 0 || value.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    name + ": " + value.toMillis() + " ms (expected > 0 ms and below 24 days)");
        }
    }
}
