-- The ledger. Open it with psql while it is in use; start with the view "tasks". Times are milliseconds since 1970.

-- Who may write until when, and the figures that would take long to count. One row, changed by every commit.
CREATE TABLE lease (
  one bigint PRIMARY KEY CHECK (one = 1),
  ledger text NOT NULL,
  epoch bigint NOT NULL,
  batch bigint NOT NULL,
  next_task bigint NOT NULL,
  scheduled bigint NOT NULL,
  pending bigint NOT NULL,
  succeeded bigint NOT NULL,
  failed bigint NOT NULL,
  aborted bigint NOT NULL,
  holder uuid,
  owner text,
  expires timestamptz
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

INSERT INTO lease VALUES (1, gen_random_uuid()::text, 0, 0, 0, 0, 0, 0, 0, 0);

-- What was accepted. body: the values, names and options in CBOR; null if there are none.
CREATE TABLE task (
  id bigint PRIMARY KEY,
  submitted bigint NOT NULL,
  source text,
  body bytea
);

-- Exactly the unfinished tasks. state: what has become of it so far in CBOR; null if it only waits.
CREATE TABLE open_task (
  id bigint PRIMARY KEY,
  state bytea
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

-- How a task ended, once. attempts: how often it was run. result: values, failure, output and attempts in CBOR.
CREATE TABLE outcome (
  task bigint PRIMARY KEY,
  state smallint NOT NULL,
  attempts integer NOT NULL,
  engine integer NOT NULL,
  started bigint NOT NULL,
  completed bigint NOT NULL,
  nanos bigint NOT NULL,
  error text,
  result bytea
);

-- The answers that a client's session has not acknowledged: a run of n keys from seq on.
CREATE TABLE session (
  id text,
  seq bigint,
  n bigint NOT NULL,
  first_task bigint NOT NULL,
  hashes bytea NOT NULL,
  missing bytea NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (id, seq)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

-- They do not compress, and live for seconds.
ALTER TABLE session ALTER hashes SET STORAGE EXTERNAL;

-- What a session has acknowledged: its answers up to this key.
CREATE TABLE acknowledged (
  session text PRIMARY KEY,
  up_to bigint NOT NULL,
  at bigint NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

-- Runs of finished tasks that were removed, and why.
CREATE TABLE removed (
  first bigint PRIMARY KEY,
  last bigint NOT NULL,
  at bigint NOT NULL,
  reason text NOT NULL
);

-- Which task needs which of the large values, as value.name; as an argument (0) or in its result (1).
CREATE TABLE value_use (
  task bigint,
  role smallint,
  value text,
  PRIMARY KEY (task, role, value)
);

CREATE INDEX value_use_value ON value_use (value);

-- The values that are too large for a row. length: how many of its bytes have come. used_at: when it was last asked for.
CREATE TABLE value (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  size bigint NOT NULL,
  length bigint NOT NULL,
  whole boolean NOT NULL,
  used_at bigint NOT NULL
) WITH (fillfactor = 50);

-- Their bytes, by where each part begins.
CREATE TABLE chunk (
  value uuid REFERENCES value ON DELETE CASCADE,
  at bigint,
  bytes bytea NOT NULL,
  PRIMARY KEY (value, at)
);

-- Compressing them would cost more than it saves, and reading a part of one would unpack all of it.
ALTER TABLE chunk ALTER bytes SET STORAGE EXTERNAL;

CREATE TABLE state_name (
  code smallint PRIMARY KEY,
  name text NOT NULL
);

INSERT INTO state_name VALUES (10, 'SUCCEEDED'), (11, 'FAILED'), (12, 'ABORTED'), (13, 'TIMED_OUT');

-- For people.
CREATE VIEW tasks AS
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
    task.source
  FROM task
  LEFT JOIN outcome ON outcome.task = task.id
  LEFT JOIN state_name ON state_name.code = outcome.state;
