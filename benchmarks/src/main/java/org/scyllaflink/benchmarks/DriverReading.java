/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.scyllaflink.connector.model.TableName;

/** The driver alone, its rows counted and thrown away: what no reader can do without. */
final class DriverReading implements Reading {

    private static final int PAGE_SIZE = 5000;
    private static final int IN_FLIGHT = 64;

    private final CqlSession session;
    private final PreparedStatement select;
    private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
    private final LongAdder rows = new LongAdder();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private CountDownLatch open = new CountDownLatch(0);

    DriverReading(InetSocketAddress contactPoint, TableName table) {
        this.session =
                CqlSession.builder()
                        .addContactPoint(contactPoint)
                        .withLocalDatacenter("datacenter1")
                        .withConfigLoader(
                                DriverConfigLoader.programmaticBuilder()
                                        .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                                        .withInt(DefaultDriverOption.REQUEST_PAGE_SIZE, PAGE_SIZE)
                                        .withDuration(
                                                DefaultDriverOption.REQUEST_TIMEOUT,
                                                Duration.ofSeconds(30))
                                        .build())
                        .build();
        this.select =
                session.prepare("SELECT * FROM " + table.log() + " WHERE \"cdc$stream_id\" = ?");
    }

    @Override
    public void readAll(long changes, Stopwatch watch) throws Exception {
        watch.start();
        rows.reset();
        for (Row vnode :
                session.execute(
                        "SELECT streams FROM system_distributed.cdc_streams_descriptions_v2")) {
            waiting.addAll(vnode.getSet(0, ByteBuffer.class));
        }
        open = new CountDownLatch(waiting.size());
        for (int i = 0; i < IN_FLIGHT; i++) {
            startNext();
        }
        open.await();
        watch.stop();
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
        if (rows.sum() != changes) {
            throw new IllegalStateException(rows + " rows read (expected: " + changes + ")");
        }
    }

    private void startNext() {
        ByteBuffer stream;
        synchronized (waiting) {
            stream = waiting.poll();
        }
        if (stream != null) {
            session.executeAsync(select.bind(stream)).whenComplete(this::take);
        }
    }

    private void take(AsyncResultSet page, Throwable failed) {
        if (failed != null) {
            failure.set(failed);
            open.countDown();
            startNext();
            return;
        }
        int count = 0;
        for (Row row : page.currentPage()) {
            count += row.size() > 0 ? 1 : 0;
        }
        rows.add(count);
        if (page.hasMorePages()) {
            page.fetchNextPage().whenComplete(this::take);
        } else {
            open.countDown();
            startNext();
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
