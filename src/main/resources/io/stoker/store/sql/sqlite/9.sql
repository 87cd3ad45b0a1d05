-- The labels of tasks; a task's name is the label whose key is empty.
CREATE TABLE label (
  key TEXT,
  value TEXT,
  task INTEGER,
  PRIMARY KEY (key, value, task)
) WITHOUT ROWID;

CREATE INDEX label_task ON label (task);

-- Who has submitted which tasks: all from the first to the last of a row. Tasks of versions before have none.
CREATE TABLE submission (
  first INTEGER PRIMARY KEY,
  last INTEGER NOT NULL,
  session TEXT NOT NULL
);

CREATE INDEX submission_session ON submission (session, first);

-- The sessions of those. host, user_name: as the client says; identity: its certificate, if it has one; since: when its first tasks were accepted.
CREATE TABLE submitter (
  session TEXT PRIMARY KEY,
  host TEXT NOT NULL,
  user_name TEXT NOT NULL,
  identity TEXT,
  since INTEGER NOT NULL
) WITHOUT ROWID;

-- What has happened, of each commit that has events; batch: its number, at: when, total: the bytes of all rows up to this one, body: the events.
CREATE TABLE event (
  batch INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  total INTEGER NOT NULL,
  body BLOB NOT NULL
);

-- What listings look for.
CREATE INDEX outcome_unsuccessful ON outcome (task, state) WHERE state > 10;

CREATE INDEX outcome_completed ON outcome (completed);

CREATE INDEX task_submitted ON task (submitted);

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
    coalesce(task.source, CAST(substr(substr(task.code, 1, task.code_head), 7) AS TEXT)) AS source,
    (SELECT label.value FROM label WHERE label.task = task.id AND label.key = '') AS name
  FROM task
  LEFT JOIN outcome ON outcome.task = task.id
  LEFT JOIN state_name ON state_name.code = outcome.state;
