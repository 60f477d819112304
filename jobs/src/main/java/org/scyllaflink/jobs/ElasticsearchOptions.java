/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * Where counts go in Elasticsearch.
 *
 * @param hosts such as {@code http://localhost:9200}
 * @param countsIndex index of the current counts
 * @param historyIndex index of the rows of closed windows
 * @param access who writes
 * @param caCertificate PEM text of the authorities that may sign the certificates of https hosts;
 *     null for those that Java trusts
 */
@PublicEvolving
public record ElasticsearchOptions(
        List<String> hosts,
        String countsIndex,
        String historyIndex,
        ElasticsearchAccess access,
        @Nullable String caCertificate) {

    /**
     * @throws IllegalArgumentException if there is no host, an index has no name or both are the
     *     same
     */
    public ElasticsearchOptions {
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException(
                    "--elasticsearch-hosts: none (expected: http://host:port)");
        }
        Options.requireText("--elasticsearch-counts-index", countsIndex);
        Options.requireText("--elasticsearch-history-index", historyIndex);
        if (countsIndex.equals(historyIndex)) {
            throw new IllegalArgumentException(
                    "--elasticsearch-history-index: '"
                            + historyIndex
                            + "' (expected: another index than that of the counts)");
        }
    }
}
