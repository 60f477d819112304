/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.io.IOException;
import java.util.List;

/** What came of sending one bulk request, and so what is to be done next. */
sealed interface BulkOutcome {

    /** Every operation is in effect; so many were overtaken by a higher version. */
    record Written(int conflicts) implements BulkOutcome {}

    /** Some operations have to be sent again; the others are in effect. */
    record ResendSome(List<ElasticsearchOperation> operations, int conflicts, String reason)
            implements BulkOutcome {}

    /** The request as a whole has to be sent again. */
    record ResendAll(String reason, Throwable cause) implements BulkOutcome {}

    /** The request is larger than the server takes. */
    record TooLarge() implements BulkOutcome {}

    /** No further attempt can succeed. */
    record Failed(IOException error, int operations) implements BulkOutcome {}
}
