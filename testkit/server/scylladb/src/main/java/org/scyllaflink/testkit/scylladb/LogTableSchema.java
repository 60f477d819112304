/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;
import org.apache.cassandra.cql3.ColumnIdentifier;
import org.apache.cassandra.db.compaction.TimeWindowCompactionStrategy;
import org.apache.cassandra.db.marshal.AbstractType;
import org.apache.cassandra.db.marshal.BooleanType;
import org.apache.cassandra.db.marshal.ByteType;
import org.apache.cassandra.db.marshal.BytesType;
import org.apache.cassandra.db.marshal.CollectionType;
import org.apache.cassandra.db.marshal.EmptyType;
import org.apache.cassandra.db.marshal.Int32Type;
import org.apache.cassandra.db.marshal.ListType;
import org.apache.cassandra.db.marshal.LongType;
import org.apache.cassandra.db.marshal.MapType;
import org.apache.cassandra.db.marshal.ReversedType;
import org.apache.cassandra.db.marshal.SetType;
import org.apache.cassandra.db.marshal.ShortType;
import org.apache.cassandra.db.marshal.TimeUUIDType;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.schema.CachingParams;
import org.apache.cassandra.schema.ColumnMetadata;
import org.apache.cassandra.schema.CompactionParams;
import org.apache.cassandra.schema.DroppedColumn;
import org.apache.cassandra.schema.TableMetadata;
import org.apache.cassandra.schema.TableParams;

/** What the log table of a base table looks like. */
public final class LogTableSchema {
    static final String STREAM_ID = "cdc$stream_id";
    static final String TIME = "cdc$time";
    static final String BATCH_SEQ_NO = "cdc$batch_seq_no";
    static final String OPERATION = "cdc$operation";
    static final String TTL = "cdc$ttl";
    static final String END_OF_BATCH = "cdc$end_of_batch";

    private static final String SUFFIX = "_scylla_cdc_log";
    private static final String DELETED = "cdc$deleted_";
    private static final String DELETED_ELEMENTS = "cdc$deleted_elements_";

    /**
     * A dropped column's name is free again after this: nodes learn of a drop at their own pace.
     */
    private static final long DROP_LEEWAY_MICROS = TimeUnit.SECONDS.toMicros(5);

    private LogTableSchema() {}

    static String nameFor(String baseTable) {
        return baseTable + SUFFIX;
    }

    static String deleted(String column) {
        return DELETED + column;
    }

    static String deletedElements(String column) {
        return DELETED_ELEMENTS + column;
    }

    /**
     * Tells log tables from tables that only have such a name.
     *
     * @param table any table
     * @return whether it was made for a CDC log
     */
    public static boolean isLog(TableMetadata table) {
        return table.name.endsWith(SUFFIX)
                && table.partitionKeyColumns().size() == 1
                && table.partitionKeyColumns().get(0).name.toString().equals(STREAM_ID);
    }

    /**
     * Returns whose log a log table is.
     *
     * @param log the log table
     * @return the base table's name
     */
    public static String baseNameOf(TableMetadata log) {
        return log.name.substring(0, log.name.length() - SUFFIX.length());
    }

    static TableMetadata create(TableMetadata base, CdcOptions options) {
        TableMetadata.Builder log =
                TableMetadata.builder(base.keyspace, nameFor(base.name))
                        .addPartitionKeyColumn(STREAM_ID, BytesType.instance)
                        .addClusteringColumn(TIME, TimeUUIDType.instance)
                        .addClusteringColumn(BATCH_SEQ_NO, Int32Type.instance)
                        .params(params(base, options));
        columns(base)
                .forEach(
                        (name, type) ->
                                log.addRegularColumn(
                                        ColumnIdentifier.getInterned(name, true), type));
        return log.build();
    }

    /**
     * Gives an existing log the columns its base table asks for now.
     *
     * @param nowMicros the time of the schema change
     * @throws InvalidRequestException when a column comes back right after it was dropped
     */
    static TableMetadata withColumnsOf(TableMetadata base, TableMetadata log, long nowMicros) {
        Map<String, AbstractType<?>> wanted = columns(base);
        TableMetadata.Builder builder = log.unbuild();
        for (ColumnMetadata column : log.regularColumns()) {
            if (!wanted.containsKey(column.name.toString())) {
                builder.removeRegularOrStaticColumn(column.name);
                builder.recordColumnDrop(column, nowMicros + DROP_LEEWAY_MICROS);
            }
        }
        wanted.forEach(
                (name, type) -> {
                    ColumnIdentifier identifier = ColumnIdentifier.getInterned(name, true);
                    if (log.getColumn(identifier) == null) {
                        refuseIfJustDropped(log, identifier, nowMicros);
                        builder.addRegularColumn(identifier, type);
                    }
                });
        return builder.build();
    }

    private static void refuseIfJustDropped(
            TableMetadata log, ColumnIdentifier column, long nowMicros) {
        DroppedColumn dropped = log.droppedColumns.get(column.bytes);
        if (dropped != null && dropped.droppedTime > nowMicros) {
            long seconds = TimeUnit.MICROSECONDS.toSeconds(dropped.droppedTime - nowMicros) + 1;
            throw new InvalidRequestException(
                    "Cannot add column "
                            + column
                            + " because a column with the same name was dropped too recently."
                            + " Please retry after "
                            + seconds
                            + " seconds");
        }
    }

    private static Map<String, AbstractType<?>> columns(TableMetadata base) {
        Map<String, AbstractType<?>> columns = new LinkedHashMap<>();
        columns.put(OPERATION, ByteType.instance);
        columns.put(TTL, LongType.instance);
        columns.put(END_OF_BATCH, BooleanType.instance);
        for (ColumnMetadata column : base.columns()) {
            AbstractType<?> type = valueType(column);
            if (type == null) {
                continue;
            }
            String name = column.name.toString();
            columns.put(name, type);
            if (!column.isPrimaryKeyColumn()) {
                columns.put(deleted(name), BooleanType.instance);
            }
            if (column.isComplex()) {
                columns.put(
                        deletedElements(name), SetType.getInstance(elementKey(column.type), false));
            }
        }
        return columns;
    }

    /** Returns the type of a base column's values in the log; null for one that is not logged. */
    @Nullable
    static AbstractType<?> valueType(ColumnMetadata column) {
        AbstractType<?> type = column.type;
        if (type instanceof EmptyType) {
            return null; // what COMPACT STORAGE puts where no regular column was declared
        }
        if (type instanceof ReversedType<?> reversed) {
            return reversed.baseType;
        }
        if (column.isComplex() && type instanceof ListType<?> list) {
            return MapType.getInstance(TimeUUIDType.instance, list.getElementsType(), false);
        }
        return column.isComplex() ? type.freeze() : type;
    }

    private static AbstractType<?> elementKey(AbstractType<?> type) {
        if (type instanceof CollectionType<?> collection) {
            return collection.nameComparator();
        }
        return ShortType.instance; // the position of a field in a user-defined type
    }

    private static TableParams params(TableMetadata base, CdcOptions options) {
        TableParams.Builder params =
                TableParams.builder()
                        .comment("CDC log for " + base.keyspace + "." + base.name)
                        .caching(CachingParams.CACHE_NOTHING)
                        .compaction(compaction(options.ttl()));
        return options.ttl() > 0 ? params.gcGraceSeconds(0).build() : params.build();
    }

    private static CompactionParams compaction(int ttl) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (ttl > 0) {
            long windowMinutes = Math.max(1, ceilDivide(ceilDivide(ttl, 24), 60));
            settings.put("compaction_window_unit", "MINUTES");
            settings.put("compaction_window_size", String.valueOf(windowMinutes));
            settings.put(
                    "expired_sstable_check_frequency_seconds",
                    String.valueOf(Math.max(1, windowMinutes * 60 / 2)));
        }
        return CompactionParams.create(TimeWindowCompactionStrategy.class, settings);
    }

    private static long ceilDivide(long value, long divisor) {
        return (value + divisor - 1) / divisor;
    }
}
