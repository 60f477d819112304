-- Shows the rows of a table, and then every change of them, until you press Ctrl-C.
--
-- Expects ScyllaDB at localhost:9042 with this table, which ./quickstart makes, too:
--   CREATE TABLE ads.memberships (user_id bigint, campaign int, segment text, score int,
--       PRIMARY KEY (user_id, campaign)) WITH cdc = {'enabled': true};
-- For another address or table change the lines below.

CREATE CATALOG scylla WITH (
    'type' = 'scylladb',
    'connection.contact-points' = 'localhost:9042'
);

SET 'sql-client.execution.result-mode' = 'tableau';

-- `memberships$changelog` is the table with columns that tell of each change: its time and its cause, which is 'read' for rows that were
-- there at the start, 'write', 'delete' or, where a TTL has ended, 'expiry'. ads.memberships has the table's own columns alone.
SELECT op_ts, cause, user_id, campaign, segment, score
FROM scylla.ads.`memberships$changelog`;
