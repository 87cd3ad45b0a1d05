package io.stoker.cli.shell;

import io.stoker.task.StokerException;
import java.util.List;

/** Somebody no longer waits for what goes on. */
final class StoppedWaitingException extends StokerException {
    private static final long serialVersionUID = 1L;

    StoppedWaitingException(List<Integer> engines, Throwable cause) {
        super(
                "no longer waiting; the call continues on engines " + engines + ", but its output is no longer shown.\n"
                        + "%result waits for it and shows its result; mec.queue_status() shows what the "
                        + "engines do;\nmec.on(…).kill() ends engines, whatever they do; their variables are lost.",
                cause);
    }
}
