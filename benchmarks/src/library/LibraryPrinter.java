/* SPDX-License-Identifier: Apache-2.0 */

import com.scylladb.cdc.lib.CDCConsumer;
import com.scylladb.cdc.model.worker.ChangeSchema.ColumnDefinition;
import com.scylladb.cdc.model.worker.RawChange;
import com.scylladb.cdc.model.worker.RawChangeConsumer;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * scylla-cdc-java following a log until it is stopped; prints every row that it delivers as {@code
 * ROW column=hexadecimal column=...}. Compiled by {@code benchmarks/run} and not by Maven, which
 * cannot resolve the library where its parent POM is missing.
 */
public final class LibraryPrinter {

    private static final HexFormat HEX = HexFormat.of();

    private LibraryPrinter() {}

    /**
     * @param args host, port, keyspace, table
     */
    public static void main(String[] args) throws Exception {
        CompletableFuture<Void> consumed = CompletableFuture.completedFuture(null);
        RawChangeConsumer printer =
                change -> {
                    System.out.println("ROW " + text(change));
                    return consumed;
                };
        try (CDCConsumer library =
                CDCConsumer.builder()
                        .addContactPoint(
                                new InetSocketAddress(args[0], Integer.parseInt(args[1])))
                        .addTable(args[2], args[3])
                        .withConsumer(printer)
                        .withWorkersCount(2)
                        .withQueryTimeWindowSizeMs(1_000)
                        .withConfidenceWindowSizeMs(5_000)
                        .withSleepBeforeFirstGenerationMs(500)
                        .withSleepBeforeGenerationDoneMs(500)
                        .withSleepAfterExceptionMs(500)
                        .build()) {
            library.start();
            new CountDownLatch(1).await();
        }
    }

    private static String text(RawChange change) {
        SortedMap<String, String> columns = new TreeMap<>();
        for (ColumnDefinition column : change.getSchema().getAllColumnDefinitions()) {
            ByteBuffer bytes = change.getAsUnsafeBytes(column);
            if (bytes != null) {
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(bytes.position(), copy);
                columns.put(column.getColumnName(), HEX.formatHex(copy));
            }
        }
        return columns.entrySet().stream()
                .map(column -> column.getKey() + "=" + column.getValue())
                .collect(Collectors.joining(" "));
    }
}
