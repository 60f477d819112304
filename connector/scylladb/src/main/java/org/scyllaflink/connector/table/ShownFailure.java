/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failures whose message is all that users get to see. Flink's SQL client shows the last cause of a
 * chain and nothing else, which for a cluster out of reach is a closed channel: so these have no
 * cause, which goes to the log.
 */
final class ShownFailure {

    private static final Logger LOG = LoggerFactory.getLogger(ShownFailure.class);

    private ShownFailure() {}

    static ValidationException whilePlanning(String message, Throwable cause) {
        LOG.info("{}", message, cause);
        return new ValidationException(message);
    }

    static CatalogException ofCatalog(String message, Throwable cause) {
        LOG.info("{}", message, cause);
        return new CatalogException(message);
    }
}
