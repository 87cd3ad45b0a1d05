-- The ledger. Open it with sqlite3 while it is in use; start with the view "tasks". Times are milliseconds since 1970.

-- Who may write, and the figures that would take long to count. One row, changed by every commit.
CREATE TABLE lease (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  ledger TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  next_task INTEGER NOT NULL,
  scheduled INTEGER NOT NULL,
  pending INTEGER NOT NULL,
  succeeded INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  aborted INTEGER NOT NULL
);

-- What was accepted. body: the values, names and options in CBOR; null if there are none.
CREATE TABLE task (
  id INTEGER PRIMARY KEY,
  submitted INTEGER NOT NULL,
  source TEXT,
  body BLOB
);

-- Exactly the unfinished tasks. state: what has become of it so far in CBOR; null if it only waits.
CREATE TABLE open_task (
  id INTEGER PRIMARY KEY,
  state BLOB
);

-- How a task ended, once. attempts: how often it was run. result: values, failure, output and attempts in CBOR.
CREATE TABLE outcome (
  task INTEGER PRIMARY KEY,
  state INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  engine INTEGER NOT NULL,
  started INTEGER NOT NULL,
  completed INTEGER NOT NULL,
  nanos INTEGER NOT NULL,
  error TEXT,
  result BLOB
);

-- The answers that a client's session has not acknowledged: a run of n keys from seq on.
CREATE TABLE session (
  id TEXT,
  seq INTEGER,
  n INTEGER NOT NULL,
  first_task INTEGER NOT NULL,
  hashes BLOB NOT NULL,
  missing BLOB NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (id, seq)
) WITHOUT ROWID;

-- What a session has acknowledged: its answers up to this key.
CREATE TABLE acknowledged (
  session TEXT PRIMARY KEY,
  up_to INTEGER NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;

-- Runs of finished tasks that were removed, and why.
CREATE TABLE removed (
  first INTEGER PRIMARY KEY,
  last INTEGER NOT NULL,
  at INTEGER NOT NULL,
  reason TEXT NOT NULL
);

-- Which task needs which of the large values beside the ledger; as an argument (0) or in its result (1).
CREATE TABLE value_use (
  task INTEGER,
  role INTEGER,
  value TEXT,
  PRIMARY KEY (task, role, value)
) WITHOUT ROWID;

CREATE TABLE state_name (
  code INTEGER PRIMARY KEY,
  name TEXT NOT NULL
);

INSERT INTO state_name VALUES (10, 'SUCCEEDED'), (11, 'FAILED'), (12, 'ABORTED'), (13, 'TIMED_OUT');

-- For people.
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
    task.source
  FROM task
  LEFT JOIN outcome ON outcome.task = task.id
  LEFT JOIN state_name ON state_name.code = outcome.state;
