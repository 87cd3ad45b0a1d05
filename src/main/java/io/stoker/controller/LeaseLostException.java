package io.stoker.controller;

import io.stoker.task.StokerException;

/** Another controller has the ledger, or may have it: this one stands by until it gets the lease again. */
final class LeaseLostException extends StokerException {
    private static final long serialVersionUID = 1L;

    LeaseLostException(String reason) {
        super("this controller no longer serves: " + reason);
    }
}
