/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.scyllaflink.connector.cql.BaseTables;
import org.scyllaflink.connector.cql.ScannedRow;

/** Reads a few ranges at a time and asks for another when one is read. Task thread only. */
@SuppressWarnings("try") // Flink declares that close() may be interrupted.
final class ScanSourceReader<T>
        extends SingleThreadMultiplexSourceReaderBase<ScannedRow, T, TableRangeSplit, RangeState> {

    private final BaseTables tables;
    private final SourceReaderContext context;
    private final List<Integer> restored = new ArrayList<>();
    private boolean started;

    /**
     * @param tables closed with this reader
     */
    ScanSourceReader(
            BaseTables tables,
            Supplier<ScanSplitReader> splitReader,
            RowEmitter<T> emitter,
            SourceReaderContext context) {
        super(splitReader::get, emitter, context.getConfiguration(), context);
        this.tables = tables;
        this.context = context;
    }

    @Override
    public void start() {
        started = true;
        context.sendSourceEventToCoordinator(new RangeReport.Held(restored));
        for (int i = restored.size(); i < ScanSplitReader.RANGES_AT_ONCE; i++) {
            context.sendSplitRequest();
        }
    }

    @Override
    protected RangeState initializedState(TableRangeSplit split) {
        if (!started) {
            restored.add(split.number());
        }
        return new RangeState(split);
    }

    @Override
    protected TableRangeSplit toSplitType(String splitId, RangeState state) {
        return state.toSplit();
    }

    @Override
    protected void onSplitFinished(Map<String, RangeState> finished) {
        for (RangeState state : finished.values()) {
            context.sendSourceEventToCoordinator(
                    new RangeReport.Done(state.number(), state.rows()));
            context.sendSplitRequest();
        }
    }

    @Override
    public void close() throws Exception {
        try {
            super.close();
        } finally {
            tables.close();
        }
    }
}
