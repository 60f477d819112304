/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.nio.ByteBuffer;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import org.apache.cassandra.db.DecoratedKey;
import org.apache.cassandra.db.marshal.TimestampType;
import org.apache.cassandra.db.virtual.AbstractVirtualTable;
import org.apache.cassandra.db.virtual.SimpleDataSet;
import org.apache.cassandra.db.virtual.VirtualTable;

/** What clients see of the generations. */
final class GenerationViews {
    private GenerationViews() {}

    static List<VirtualTable> all() {
        return List.of(new Timestamps(), new Descriptions());
    }

    /** The times of generations. */
    private static final class Timestamps extends AbstractVirtualTable {
        Timestamps() {
            super(
                    ScyllaSystemTables.table(
                            GenerationTables.TIMESTAMPS, GenerationTables.TIMESTAMPS_COLUMNS));
        }

        @Override
        public DataSet data() {
            SimpleDataSet rows = new SimpleDataSet(metadata());
            for (Generation generation : ClientView.of(StreamSets.GENERATIONS.timeline())) {
                rows.row("timestamps", new Date(generation.timeMillis()));
            }
            return rows;
        }
    }

    /** The streams of generations. */
    private static final class Descriptions extends AbstractVirtualTable {
        Descriptions() {
            super(
                    ScyllaSystemTables.table(
                            GenerationTables.DESCRIPTIONS, GenerationTables.DESCRIPTIONS_COLUMNS));
        }

        @Override
        public DataSet data() {
            SimpleDataSet rows = new SimpleDataSet(metadata());
            ClientView.of(StreamSets.GENERATIONS.timeline())
                    .forEach(generation -> add(generation, rows));
            return rows;
        }

        @Override
        public DataSet data(DecoratedKey partition) {
            Date time = TimestampType.instance.compose(partition.getKey());
            SimpleDataSet rows = new SimpleDataSet(metadata());
            ClientView.of(StreamSets.GENERATIONS.timeline()).stream()
                    .filter(generation -> generation.timeMillis() == time.getTime())
                    .forEach(generation -> add(generation, rows));
            return rows;
        }

        private static void add(Generation generation, SimpleDataSet rows) {
            Date time = new Date(generation.timeMillis());
            generation
                    .streamsByRangeEnd()
                    .forEach(
                            (end, ids) ->
                                    rows.row(time, end)
                                            .column("streams", new HashSet<ByteBuffer>(ids)));
        }
    }
}
