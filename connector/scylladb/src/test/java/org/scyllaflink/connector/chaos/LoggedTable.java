/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.util.List;
import java.util.Set;

/**
 * What has to be known of a table to read its log.
 *
 * @param name {@code keyspace.table}
 * @param others all columns that are not of the primary key
 * @param composed those of them that are changed element by element: collections and user-defined
 *     types that are not frozen
 */
public record LoggedTable(
        String name,
        List<String> partitionKey,
        List<String> clusteringKey,
        List<String> others,
        Set<String> composed) {}
