-- How many bytes a pinned task takes once it has finished: retention leaves them out of what all finished tasks take together.
ALTER TABLE pin ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;

UPDATE pin SET bytes = coalesce((SELECT outcome.bytes FROM outcome WHERE outcome.task = pin.task), 0);
