package io.stoker.controller;

import io.stoker.task.StokerException;

/** A commit failed, or its outcome is unknown: the controller begins again from what the store has. */
final class CommitFailedException extends StokerException {
    private static final long serialVersionUID = 1L;

    CommitFailedException(Throwable cause) {
        super("a commit failed, so the controller starts again from its store: " + StageFailures.inWords(cause), cause);
    }
}
