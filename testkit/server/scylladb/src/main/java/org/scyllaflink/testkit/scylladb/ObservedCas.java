/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.List;
import org.apache.cassandra.db.SinglePartitionReadCommand;
import org.apache.cassandra.db.partitions.FilteredPartition;
import org.apache.cassandra.db.partitions.PartitionUpdate;
import org.apache.cassandra.service.CASRequest;
import org.apache.cassandra.service.ClientState;
import org.apache.cassandra.service.paxos.Ballot;
import org.apache.cassandra.service.paxos.Commit;

/** A Paxos request that keeps what it proposed last, and the rows as they were before. */
final class ObservedCas implements CASRequest {
    private final CASRequest request;
    private final CdcTable table;
    private final long nowInSeconds;
    private PartitionChange change;
    private Images images;

    ObservedCas(CASRequest request, CdcTable table, long nowInSeconds) {
        this.request = request;
        this.table = table;
        this.nowInSeconds = nowInSeconds;
    }

    @Override
    public SinglePartitionReadCommand readCommand(long readNowInSeconds) {
        return request.readCommand(readNowInSeconds);
    }

    @Override
    public boolean appliesTo(FilteredPartition current) {
        return request.appliesTo(current);
    }

    @Override
    public PartitionUpdate makeUpdates(
            FilteredPartition current, ClientState client, Ballot ballot) {
        PartitionUpdate update = request.makeUpdates(current, client, ballot);
        PartitionUpdate stamped = Commit.Proposal.of(ballot, update).update;
        change = PartitionChange.of(table.base(), List.of(stamped));
        images = PreimageReader.read(table, change, nowInSeconds);
        return update;
    }

    /** Returns what was proposed last, at the time of its ballot. */
    PartitionChange change() {
        return change;
    }

    Images images() {
        return images;
    }
}
