/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.java.tuple.Tuple2;

/** Fails at random elements, as often as it may. */
final class FailingNowAndThen
        implements MapFunction<Tuple2<Integer, Integer>, Tuple2<Integer, Integer>> {

    private static final long serialVersionUID = 1L;
    private static final AtomicInteger LEFT = new AtomicInteger();
    private static final int ELEMENTS_BETWEEN = 150;

    static void allow(int failures) {
        LEFT.set(failures);
    }

    static int left() {
        return LEFT.get();
    }

    @Override
    public Tuple2<Integer, Integer> map(Tuple2<Integer, Integer> element) {
        if (LEFT.get() > 0
                && ThreadLocalRandom.current().nextInt(ELEMENTS_BETWEEN) == 0
                && LEFT.getAndDecrement() > 0) {
            throw new IllegalStateException("a failure that the test asked for");
        }
        return element;
    }
}
