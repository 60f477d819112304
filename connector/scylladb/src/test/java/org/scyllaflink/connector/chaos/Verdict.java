/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.util.Collection;

/** The judgement of all chaos tests, those of sources with a fault among them. */
public final class Verdict {

    private Verdict() {}

    /**
     * @param truth what the log holds
     * @param actual what came out of the source
     * @param late changes that came behind the watermark
     * @throws AssertionError if the source lost, repeated, changed, mixed up or delayed a change;
     *     tells the first difference
     */
    public static void check(Histories truth, Histories actual, Collection<String> late) {
        actual.assertSameAs(truth);
        if (!late.isEmpty()) {
            throw new AssertionError(
                    late.size()
                            + " changes came behind the watermark (expected: none), the first "
                            + late.iterator().next());
        }
    }
}
