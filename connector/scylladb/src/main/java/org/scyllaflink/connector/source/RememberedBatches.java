/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;

/** {@link EmittedBatches} as part of a split: immutable, in 16 bytes a batch. */
final class RememberedBatches {

    private final long fromMillis;

    /** Where the times of each stream begin, and last where all end. */
    private final int[] starts;

    private final long[] most;
    private final long[] least;

    private RememberedBatches(long fromMillis, int[] starts, long[] most, long[] least) {
        this.fromMillis = fromMillis;
        this.starts = starts;
        this.most = most;
        this.least = least;
    }

    /**
     * @param streams null where a stream has none
     */
    static RememberedBatches of(long fromMillis, @Nullable SortedTimes[] streams) {
        int[] starts = new int[streams.length + 1];
        for (int stream = 0; stream < streams.length; stream++) {
            @Nullable SortedTimes times = streams[stream];
            starts[stream + 1] = starts[stream] + (times == null ? 0 : times.size());
        }
        long[] most = new long[starts[streams.length]];
        long[] least = new long[starts[streams.length]];
        for (int stream = 0; stream < streams.length; stream++) {
            @Nullable SortedTimes times = streams[stream];
            if (times != null) {
                times.copyTo(most, least, starts[stream]);
            }
        }
        return new RememberedBatches(fromMillis, starts, most, least);
    }

    /** All batches that were emitted at or after this time are here. */
    long fromMillis() {
        return fromMillis;
    }

    int size() {
        return most.length;
    }

    int size(int stream) {
        return starts[stream + 1] - starts[stream];
    }

    /** Those of a stream ascend. */
    CdcTime time(int stream, int index) {
        int place = starts[stream] + index;
        return new CdcTime(most[place], least[place]);
    }

    /** Writes the time (8 bytes), then for each stream how many (4) and their times (16 each). */
    void write(DataOutputView out) throws IOException {
        out.writeLong(fromMillis);
        for (int stream = 0; stream + 1 < starts.length; stream++) {
            out.writeInt(size(stream));
            for (int place = starts[stream]; place < starts[stream + 1]; place++) {
                out.writeLong(most[place]);
                out.writeLong(least[place]);
            }
        }
    }

    /**
     * @param streams how many the split has
     */
    static RememberedBatches read(DataInputView in, int streams) throws IOException {
        long fromMillis = in.readLong();
        SortedTimes[] times = new SortedTimes[streams];
        for (int stream = 0; stream < streams; stream++) {
            times[stream] = new SortedTimes();
            int size = in.readInt();
            for (int i = 0; i < size; i++) {
                times[stream].add(new CdcTime(in.readLong(), in.readLong()));
            }
        }
        return of(fromMillis, times);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RememberedBatches that
                && fromMillis == that.fromMillis
                && Arrays.equals(starts, that.starts)
                && Arrays.equals(most, that.most)
                && Arrays.equals(least, that.least);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(fromMillis) + Arrays.hashCode(most))
                + Arrays.hashCode(least);
    }

    @Override
    public String toString() {
        return size() + " batches from " + fromMillis + " ms";
    }
}
