/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.flink.annotation.Internal;

/** One page of a stretch of a table. For one thread at a time. */
@Internal
public interface ScanPage {

    /**
     * The page's rows; the static columns of a partition, if one of them has a value, before the
     * first of its rows. They come in one page only. Without times they are in each row instead. To
     * be called once, before {@link #next()}.
     */
    List<ScannedRow> rows();

    boolean isLast();

    /**
     * Asks for the next page, as {@link TableScan#read} does.
     *
     * @throws IllegalStateException if this page is the last one
     */
    CompletionStage<ScanPage> next();
}
