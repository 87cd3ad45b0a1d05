package io.stoker.controller;

import org.slf4j.Logger;

/**
 * What cannot be done for now and is tried again: the log says so once for each reason, until it can be done.
 * Thread-safe.
 */
final class Trouble {
    private final Logger log;
    private String said = "";

    Trouble(Logger log) {
        this.log = log;
    }

    /** It has failed once more. */
    synchronized void with(String what, Throwable failure) {
        String now = what + ": " + StageFailures.inWords(failure);
        if (!now.equals(said)) {
            said = now;
            log.warn(now, StageFailures.trace(failure));
        }
    }

    /** It was done. */
    synchronized void over() {
        said = "";
    }
}
