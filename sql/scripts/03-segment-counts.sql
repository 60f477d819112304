-- Counts the members of each segment into a Kafka topic: the current count by segment, and a message without a value for a segment that
-- nobody is in any more. Members are live rows, so counts fall with deletes of rows, ranges and partitions, and with the ends of TTLs.
-- Runs until it is cancelled. (The packaged job segment-counts does more: history, Elasticsearch, hot segments.)
--
-- Expects ScyllaDB at localhost:9042 with table ads.memberships (see 01-tail-a-table.sql), Kafka at localhost:9092, and Flink's connector
-- for Kafka beside this one.

CREATE CATALOG scylla WITH (
    'type' = 'scylladb',
    'connection.contact-points' = 'localhost:9042'
);

CREATE TABLE segment_counts (
    segment STRING,
    members BIGINT,
    PRIMARY KEY (segment) NOT ENFORCED
) WITH (
    'connector' = 'upsert-kafka',
    'topic' = 'segment-counts',
    'properties.bootstrap.servers' = 'localhost:9092',
    'key.format' = 'json',
    'value.format' = 'json'
);

SET 'execution.checkpointing.interval' = '5 s';

-- A segment's count goes out once a second, not with each member, and a large segment is counted in parts.
SET 'table.exec.mini-batch.enabled' = 'true';
SET 'table.exec.mini-batch.allow-latency' = '1 s';
SET 'table.exec.mini-batch.size' = '10000';
SET 'table.optimizer.agg-phase-strategy' = 'TWO_PHASE';

INSERT INTO segment_counts
SELECT segment, COUNT(*)
FROM scylla.ads.memberships
WHERE segment IS NOT NULL
GROUP BY segment;
