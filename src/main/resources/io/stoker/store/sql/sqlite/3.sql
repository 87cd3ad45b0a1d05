-- The attempts that each engine holds, where it holds any: 32 bytes each, big-endian. The task (8 bytes), the attempt's number (4), the engine's
-- id (4), when it was dispatched (8) and when it has started (8; 0 while that is not known). Older rows of open_task tell this of their task themselves.
CREATE TABLE held (
  engine TEXT PRIMARY KEY,
  attempts BLOB NOT NULL
) WITHOUT ROWID;
