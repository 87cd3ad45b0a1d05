-- What came of a task, as bytes that engines and clients read and nobody else; body_head: how many bytes of them, from the beginning, tell why it failed.
-- history: its attempts, and the large values that the result refers to, in CBOR. Rows of earlier versions have all of that in result.
ALTER TABLE outcome ADD COLUMN body_head integer;
ALTER TABLE outcome ADD COLUMN history bytea;
ALTER TABLE outcome ADD COLUMN body bytea;
