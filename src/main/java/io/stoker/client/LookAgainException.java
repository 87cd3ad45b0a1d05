package io.stoker.client;

import io.stoker.task.RefusedException;

/** What was looked at has changed since, and the controller does not know how: who looks again can go on. */
final class LookAgainException extends RefusedException {
    private static final long serialVersionUID = 1L;

    LookAgainException(String message, long... acceptedIds) {
        super(message, acceptedIds);
    }
}
