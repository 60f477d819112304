/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.util.List;
import java.util.Set;

/**
 * What has to be known of a table to read its log.
 *
 * @param name {@code keyspace.table}
 * @param statics static columns
 * @param regulars columns that are neither static nor of the primary key
 * @param composed those of both that are changed element by element: collections and user-defined
 *     types that are not frozen
 * @param lists those of them that are lists
 */
public record LoggedTable(
        String name,
        List<String> partitionKey,
        List<String> clusteringKey,
        List<String> statics,
        List<String> regulars,
        Set<String> composed,
        Set<String> lists) {}
