-- When the first tasks of a run were removed; "at" says when the last of them were.
ALTER TABLE removed ADD COLUMN since INTEGER NOT NULL DEFAULT 0;

UPDATE removed SET since = at;

-- What was decided at once for more tasks than one transaction should change the rows of, and is done to them afterwards, in this order: remove the rows
-- of tasks that are gone (0), pin (1), unpin (2). tasks: which of the 4096 from chunk * 4096 on, a bit for each, the lowest first.
CREATE TABLE backlog (
  seq INTEGER PRIMARY KEY,
  what INTEGER NOT NULL,
  chunk INTEGER NOT NULL,
  tasks BLOB NOT NULL
);
