-- What is read of many outcomes at once, without the rows, in which the results are.
CREATE INDEX outcome_ends ON outcome (task) INCLUDE (state, completed, bytes);
