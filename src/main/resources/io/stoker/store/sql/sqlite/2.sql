-- The tasks whose results stay whatever retention and "clear" do. An unfinished one may be pinned, too.
CREATE TABLE pin (
  task INTEGER PRIMARY KEY
);

-- About how many bytes a finished task takes: its source, arguments and result, and the result's large values.
ALTER TABLE outcome ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;

UPDATE outcome SET bytes = 128 + coalesce(length(result), 0);

-- And all of them together.
ALTER TABLE lease ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;

UPDATE lease SET bytes = (SELECT coalesce(sum(outcome.bytes), 0) FROM outcome);
