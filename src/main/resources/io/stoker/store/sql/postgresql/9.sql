-- The labels of tasks; a task's name is the label whose key is empty. They are compared byte by byte, whatever the database's language.
CREATE TABLE label (
  key text COLLATE "C",
  value text COLLATE "C",
  task bigint,
  PRIMARY KEY (key, value, task)
);

CREATE INDEX label_task ON label (task);

-- Who has submitted which tasks: all from the first to the last of a row. Tasks of versions before have none.
CREATE TABLE submission (
  first bigint PRIMARY KEY,
  last bigint NOT NULL,
  session text NOT NULL
) WITH (fillfactor = 50);

CREATE INDEX submission_session ON submission (session, first);

-- The sessions of those. host, user_name: as the client says; identity: its certificate, if it has one; since: when its first tasks were accepted.
CREATE TABLE submitter (
  session text PRIMARY KEY,
  host text NOT NULL,
  user_name text NOT NULL,
  identity text,
  since bigint NOT NULL
);

-- What has happened, of each commit that has events; batch: its number, at: when, total: the bytes of all rows up to this one, body: the events.
CREATE TABLE event (
  batch bigint PRIMARY KEY,
  at bigint NOT NULL,
  total bigint NOT NULL,
  body bytea NOT NULL
);

-- What listings look for.
CREATE INDEX outcome_unsuccessful ON outcome (task, state) WHERE state > 10;

CREATE INDEX outcome_completed ON outcome (completed, task);

CREATE INDEX task_submitted ON task (submitted, id);

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
    coalesce(task.source, stoker_text(substr(substr(task.code, 1, task.code_head), 7))) AS source,
    (SELECT label.value FROM label WHERE label.task = task.id AND label.key = '') AS name
  FROM task
  LEFT JOIN outcome ON outcome.task = task.id
  LEFT JOIN state_name ON state_name.code = outcome.state;
