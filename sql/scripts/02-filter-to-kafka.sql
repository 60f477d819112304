-- Keeps the rows of a table that meet a condition in a Kafka topic: one message for each row that comes to meet it or changes, and one
-- without a value (a tombstone) for each that no longer does, be it updated, deleted or expired. Runs until it is cancelled.
--
-- Expects ScyllaDB at localhost:9042 with table ads.memberships (see 01-tail-a-table.sql), Kafka at localhost:9092, and Flink's connector
-- for Kafka beside this one.

CREATE CATALOG scylla WITH (
    'type' = 'scylladb',
    'connection.contact-points' = 'localhost:9042'
);

CREATE TABLE best_members (
    user_id BIGINT,
    campaign INT,
    segment STRING,
    score INT,
    PRIMARY KEY (user_id, campaign) NOT ENFORCED
) WITH (
    'connector' = 'upsert-kafka',
    'topic' = 'best-members',
    'properties.bootstrap.servers' = 'localhost:9092',
    'key.format' = 'json',
    'value.format' = 'json'
);

-- Kafka gets what is written with each checkpoint at the latest.
SET 'execution.checkpointing.interval' = '5 s';

INSERT INTO best_members
SELECT user_id, campaign, segment, score
FROM scylla.ads.memberships
WHERE score >= 50;
