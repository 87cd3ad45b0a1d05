package io.stoker.cli.shell;

import io.stoker.task.StokerException;
import java.util.List;

/** Somebody no longer waits for what goes on. */
final class StoppedWaitingException extends StokerException {
    private static final long serialVersionUID = 1L;

    StoppedWaitingException(List<Integer> engines, Throwable cause) {
        super(
                "no longer waiting; it goes on on engines " + engines + ", and its output is not shown any more.\n"
                        + "%result waits for it and shows what has become of it; mec.queue_status() says what the "
                        + "engines do;\nmec.on(…).kill() ends engines, whatever they do, and loses their variables.",
                cause);
    }
}
