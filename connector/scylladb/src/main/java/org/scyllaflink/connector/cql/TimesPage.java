/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.flink.annotation.Internal;
import org.scyllaflink.connector.model.CdcTime;

/** One page of the times of a range's batches. */
@Internal
public interface TimesPage {

    /** Ascending; each once in a page, though the first may be the last of the page before. */
    List<CdcTime> times();

    /** Bytes of the page. */
    long bytes();

    boolean isLast();

    /**
     * Asks for the next page, as {@link CdcLog#readTimes} does.
     *
     * @throws IllegalStateException if this page is the last one
     */
    CompletionStage<TimesPage> next();
}
