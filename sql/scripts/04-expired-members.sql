-- Sends each row whose TTL has ended, and no other, to a Kafka topic. ScyllaDB logs nothing when that happens. Messages are Debezium's,
-- of operation "d" with the row in "before". Runs until it is cancelled.
--
-- Expects ScyllaDB at localhost:9042 with table ads.memberships (see 01-tail-a-table.sql), Kafka at localhost:9092, and Flink's connector
-- for Kafka beside this one.

CREATE CATALOG scylla WITH (
    'type' = 'scylladb',
    'connection.contact-points' = 'localhost:9042'
);

CREATE TABLE expired_members (
    user_id BIGINT,
    campaign INT,
    segment STRING,
    score INT,
    expired_at TIMESTAMP_LTZ(3)
) WITH (
    'connector' = 'kafka',
    'topic' = 'expired-members',
    'properties.bootstrap.servers' = 'localhost:9092',
    'format' = 'debezium-json',
    'debezium-json.timestamp-format.standard' = 'ISO-8601'
);

SET 'execution.checkpointing.interval' = '5 s';

-- Without the second condition, rows that lose single values by their TTL and live on would be there, too.
INSERT INTO expired_members
SELECT user_id, campaign, segment, score, op_ts
FROM scylla.ads.`memberships$changelog`
WHERE cause = 'expiry' AND row_kind = '-D';
