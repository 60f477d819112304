/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps in state which numbers of a key have come. As each comes once, in the order of the
 * watermark, none may be missing when the watermark has passed it, come twice or come behind the
 * watermark.
 */
final class CountingNumbers
        extends KeyedProcessFunction<Integer, Tuple2<Integer, Integer>, Tuple2<Integer, Integer>> {

    private static final long serialVersionUID = 1L;

    /** By name of the run: keys and how many numbers are counted. */
    private static final Map<String, Map<Integer, Integer>> COUNTED = new ConcurrentHashMap<>();

    private static final Map<String, Queue<String>> FAULTS = new ConcurrentHashMap<>();

    private final String run;
    private transient ValueState<Integer> count;
    private transient MapState<Integer, Long> early;

    CountingNumbers(String run) {
        this.run = run;
    }

    static Map<Integer, Integer> counted(String run) {
        return COUNTED.computeIfAbsent(run, name -> new ConcurrentHashMap<>());
    }

    static Queue<String> faults(String run) {
        return FAULTS.computeIfAbsent(run, name -> new ConcurrentLinkedQueue<>());
    }

    @Override
    public void open(OpenContext context) {
        count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.INT));
        early =
                getRuntimeContext()
                        .getMapState(new MapStateDescriptor<>("early", Types.INT, Types.LONG));
    }

    @Override
    public void processElement(
            Tuple2<Integer, Integer> element,
            Context context,
            Collector<Tuple2<Integer, Integer>> out)
            throws Exception {
        long watermark = context.timerService().currentWatermark();
        if (context.timestamp() <= watermark) {
            faults(run).add(element + " at " + context.timestamp() + " behind " + watermark);
        }
        if (early.contains(element.f1) || element.f1 < counted()) {
            faults(run).add(element + " came twice");
        }
        early.put(element.f1, context.timestamp());
        context.timerService().registerEventTimeTimer(context.timestamp());
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Tuple2<Integer, Integer>> out)
            throws Exception {
        int next = counted();
        for (Long at = early.get(next); at != null && at <= time; at = early.get(next)) {
            early.remove(next);
            next++;
        }
        for (Map.Entry<Integer, Long> left : early.entries()) {
            if (left.getValue() <= time) {
                faults(run).add(next + " of key " + context.getCurrentKey() + " is missing");
            }
        }
        count.update(next);
        counted(run).put(context.getCurrentKey(), next);
        out.collect(Tuple2.of(context.getCurrentKey(), next));
    }

    private int counted() throws Exception {
        Integer value = count.value();
        return value == null ? 0 : value;
    }
}
