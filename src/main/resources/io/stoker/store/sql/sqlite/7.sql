-- What a task does, as bytes that clients and engines read and nobody else: its code and its arguments (null if there are none), and how many bytes of each,
-- from the beginning, its result carries. options: what rules need, in CBOR: the large values it refers to, and its options; null if there are neither.
-- Rows of earlier versions have source and body instead.
ALTER TABLE task ADD COLUMN code_head INTEGER;
ALTER TABLE task ADD COLUMN arguments_head INTEGER;
ALTER TABLE task ADD COLUMN code BLOB;
ALTER TABLE task ADD COLUMN arguments BLOB;
ALTER TABLE task ADD COLUMN options BLOB;

DROP VIEW IF EXISTS tasks;

-- For people. The source, or its beginning, is at the beginning of the code, behind six bytes.
CREATE VIEW tasks AS
  SELECT
    task.id,
    coalesce(state_name.name, 'unfinished') AS state,
    outcome.attempts,
    outcome.engine,
    datetime(task.submitted / 1000, 'unixepoch') AS submitted,
    datetime(nullif(outcome.started, 0) / 1000, 'unixepoch') AS started,
    datetime(outcome.completed / 1000, 'unixepoch') AS completed,
    outcome.nanos / 1e9 AS seconds,
    outcome.error,
    coalesce(task.source, CAST(substr(substr(task.code, 1, task.code_head), 7) AS TEXT)) AS source
  FROM task
  LEFT JOIN outcome ON outcome.task = task.id
  LEFT JOIN state_name ON state_name.code = outcome.state;
