-- What a task does, as bytes that clients and engines read and nobody else: its code and its arguments (null if there are none), and how many bytes of each,
-- from the beginning, its result carries. options: what rules need, in CBOR: the large values it refers to, and its options; null if there are neither.
-- Rows of earlier versions have source and body instead.
ALTER TABLE task ADD COLUMN code_head integer;
ALTER TABLE task ADD COLUMN arguments_head integer;
ALTER TABLE task ADD COLUMN code bytea;
ALTER TABLE task ADD COLUMN arguments bytea;
ALTER TABLE task ADD COLUMN options bytea;

-- These bytes as text; if text cannot hold them, what is not ASCII is written as \ooo.
CREATE OR REPLACE FUNCTION stoker_text(bytes bytea) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
  'BEGIN RETURN convert_from(bytes, ''UTF8''); EXCEPTION WHEN OTHERS THEN RETURN encode(bytes, ''escape''); END';

-- Replaced, and not dropped: others may have been allowed to read it, or have views of their own on it.
-- For people. The source, or its beginning, is at the beginning of the code, behind six bytes.
CREATE OR REPLACE VIEW tasks AS
  SELECT
    task.id,
    coalesce(state_name.name, 'unfinished') AS state,
    outcome.attempts,
    outcome.engine,
    to_timestamp(task.submitted / 1000.0) AS submitted,
    to_timestamp(nullif(outcome.started, 0) / 1000.0) AS started,
    to_timestamp(outcome.completed / 1000.0) AS completed,
    outcome.nanos / 1e9 AS seconds,
    outcome.error,
    coalesce(task.source, stoker_text(substr(substr(task.code, 1, task.code_head), 7))) AS source
  FROM task
  LEFT JOIN outcome ON outcome.task = task.id
  LEFT JOIN state_name ON state_name.code = outcome.state;
