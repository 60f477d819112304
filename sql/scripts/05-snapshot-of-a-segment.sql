-- Sends all members that one segment has now to a Kafka topic, and ends.
--
-- Expects ScyllaDB at localhost:9042 with table ads.memberships (see 01-tail-a-table.sql), Kafka at localhost:9092, and Flink's connector
-- for Kafka beside this one.

CREATE CATALOG scylla WITH (
    'type' = 'scylladb',
    'connection.contact-points' = 'localhost:9042'
);

CREATE TABLE segment_members (
    user_id BIGINT,
    campaign INT,
    score INT
) WITH (
    'connector' = 'kafka',
    'topic' = 'segment-members',
    'properties.bootstrap.servers' = 'localhost:9092',
    'format' = 'json'
);

-- The hint makes of the changelog a reading of the table alone.
INSERT INTO segment_members
SELECT user_id, campaign, score
FROM scylla.ads.memberships /*+ OPTIONS('scan.startup.mode' = 'snapshot') */
WHERE segment = 'segment-00001';
