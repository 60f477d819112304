/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.scyllaflink.connector.cql.CdcCluster;
import org.scyllaflink.connector.cql.CdcConnection;
import org.scyllaflink.connector.cql.CdcLog;
import org.scyllaflink.connector.cql.CdcOptions;
import org.scyllaflink.connector.cql.CdcTable;
import org.scyllaflink.connector.cql.ColumnSelection;
import org.scyllaflink.connector.cql.GenerationCatalog;
import org.scyllaflink.connector.cql.LogRange;
import org.scyllaflink.connector.cql.SessionLoad;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;

/**
 * A cluster in memory, by the clock it is given. It has one table of a vnode keyspace, and those
 * that are added. Complains of reads beyond the end of a generation.
 */
final class FakeCluster implements CdcConnection, CdcCluster {

    private static final long serialVersionUID = 1L;

    private final ManualClock clock;
    private final int pageSize;
    private final transient FakeGenerations vnodes = new FakeGenerations(this);
    private final transient Map<TableName, FakeGenerations> generations = new ConcurrentHashMap<>();
    private final transient Map<TableName, FakeLog> logs = new ConcurrentHashMap<>();
    private final Map<TableName, CdcOptions> options = new ConcurrentHashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final transient Queue<Runnable> pending = new ConcurrentLinkedQueue<>();
    private transient volatile Predicate<LogRange> heldBack = range -> false;
    private volatile boolean answersAtOnce = true;
    private volatile boolean metadataIsDown;
    private volatile boolean streamsAreDown;
    private volatile boolean logIsDown;
    private volatile int reads;
    private volatile int timesReads;

    FakeCluster(ManualClock clock, int pageSize) {
        this.clock = clock;
        this.pageSize = pageSize;
        addTable(Changes.TABLE);
    }

    /** Adds a table that shares the generations of all vnode keyspaces. */
    void addTable(TableName table) {
        addTable(table, vnodes);
    }

    /** Adds a table that has stream sets of its own, as one with tablets. */
    FakeGenerations addTabletTable(TableName table) {
        FakeGenerations own = new FakeGenerations(this);
        addTable(table, own);
        return own;
    }

    private void addTable(TableName table, FakeGenerations ofTable) {
        generations.put(table, ofTable);
        logs.put(table, new FakeLog(this, ofTable));
        options(table, optionsWithTtl(Duration.ZERO));
    }

    void dropTable(TableName table) {
        options.remove(table);
    }

    void options(TableName table, CdcOptions newOptions) {
        options.put(table, newOptions);
    }

    static CdcOptions optionsWithTtl(Duration ttl) {
        return new CdcOptions(true, CdcOptions.Preimage.NONE, false, CdcOptions.Delta.FULL, ttl);
    }

    FakeGenerations vnodes() {
        return vnodes;
    }

    void announce(Instant start, Instant announced, List<StreamId> streams) {
        vnodes.announce(start, announced, streams);
    }

    void write(ChangeBatch batch, Instant visible) {
        logs.get(batch.changes().get(0).origin().schema().table()).write(batch, visible);
    }

    List<StreamId> streamsAt(Instant time) {
        return vnodes.streamsAt(time);
    }

    Instant generationAt(Instant time) {
        return vnodes.generationAt(time);
    }

    Instant now() {
        return clock.instant();
    }

    int pageSize() {
        return pageSize;
    }

    void answerAtOnce(boolean atOnce) {
        answersAtOnce = atOnce;
    }

    /** Answers some of the reads that wait, in any order. */
    void answerSome(Random random) {
        List<Runnable> waiting = new ArrayList<>();
        for (Runnable next = pending.poll(); next != null; next = pending.poll()) {
            waiting.add(next);
        }
        for (Runnable answer : waiting) {
            if (random.nextInt(3) > 0) {
                answer.run();
            } else {
                pending.add(answer);
            }
        }
    }

    /** Answers the reads that wait. */
    void answerAll() {
        for (Runnable next = pending.poll(); next != null; next = pending.poll()) {
            next.run();
        }
    }

    <P> CompletionStage<P> answer(Supplier<P> page) {
        return answersAtOnce ? CompletableFuture.completedFuture(page.get()) : answerLater(page);
    }

    <P> CompletionStage<P> answerLater(Supplier<P> page) {
        CompletableFuture<P> answer = new CompletableFuture<>();
        pending.add(() -> answer.complete(page.get()));
        return answer;
    }

    /** Leaves reads unanswered until they are let go. */
    void holdBack(Predicate<LogRange> ranges) {
        heldBack = ranges;
    }

    /** Answers reads that were held back, and holds back no more. */
    void letGo() {
        heldBack = range -> false;
        answerAll();
    }

    boolean holdsBack(LogRange range) {
        return heldBack.test(range);
    }

    int pendingReads() {
        return pending.size();
    }

    int reads() {
        return reads;
    }

    synchronized void countRead() {
        reads = reads + 1;
    }

    /** How often no more than the times of a range were asked for. */
    int timesReads() {
        return timesReads;
    }

    synchronized void countTimesRead() {
        timesReads = timesReads + 1;
    }

    void metadataDown(boolean down) {
        metadataIsDown = down;
    }

    void streamsDown(boolean down) {
        streamsAreDown = down;
    }

    void logDown(boolean down) {
        logIsDown = down;
    }

    boolean logIsDown() {
        return logIsDown;
    }

    void logTtl(Duration ttl) {
        options(Changes.TABLE, optionsWithTtl(ttl));
    }

    boolean hasExpired(ChangeBatch batch) {
        Duration ttl = options.get(batch.changes().get(0).origin().schema().table()).logTtl();
        return ttl != null && batch.time().micros() < now().minus(ttl).toEpochMilli() * 1000;
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    synchronized void complain(String complaint) {
        complaints.add(complaint);
    }

    void failIfMetadataIsDown(String what) throws IOException {
        failIf(metadataIsDown, what);
    }

    void failIfStreamsAreDown(String what) throws IOException {
        failIf(metadataIsDown || streamsAreDown, what);
    }

    private static void failIf(boolean down, String what) throws IOException {
        if (down) {
            throw new IOException(what + ": no node answers");
        }
    }

    @Override
    public CdcCluster connect() {
        return this;
    }

    @Override
    public List<TableName> tables() {
        return List.copyOf(options.keySet());
    }

    @Override
    public CdcTable table(TableName name) {
        return new CdcTable(Changes.schema(name), options(name));
    }

    @Override
    public CdcOptions options(TableName name) {
        CdcOptions found = options.get(name);
        if (found == null) {
            throw new IllegalArgumentException("table " + name + " does not exist");
        }
        if (!found.enabled()) {
            throw new IllegalArgumentException("table " + name + ": CDC was disabled");
        }
        return found;
    }

    @Override
    public GenerationCatalog generations(TableName name) {
        return generations.get(name);
    }

    @Override
    public CdcLog log(CdcTable table, ColumnSelection selection) {
        return logs.get(table.schema().table());
    }

    @Override
    public SessionLoad load() {
        return new SessionLoad(0, 0, 0, 0, Duration.ZERO);
    }

    @Override
    public Instant serverTime() throws IOException {
        failIfMetadataIsDown("server time");
        return now();
    }

    @Override
    public void close() {}
}
