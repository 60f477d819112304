/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.io.Serializable;

/** All that a writer has to know beside the converter. */
record SinkSettings(ElasticsearchConnection connection, BulkLimits limits, RetryPolicy retries)
        implements Serializable {}
