-- What is read of many outcomes at once. The results, which are before the last column and may be large, are not read for it.
CREATE INDEX outcome_ends ON outcome (task, state, completed, bytes);
