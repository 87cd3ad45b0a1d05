package io.stoker.client.multi;

import io.stoker.task.StokerException;

/** A direct call was made on all engines, but no engine is registered. */
public final class NoEnginesException extends StokerException {
    private static final long serialVersionUID = 1L;

    NoEnginesException() {
        super("no engine is registered; start some with: scripts/stoker engine --controller HOST:PORT");
    }
}
