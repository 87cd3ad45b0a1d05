package io.stoker.cli.chaos;

import io.stoker.node.NodeException;
import java.io.IOException;

/** Signals that Java has no call for. */
final class Signals {
    private Signals() {}

    /** Freezes a process; false if it has ended. */
    static boolean stop(ProcessHandle process) {
        return send("-STOP", process);
    }

    /** Lets a frozen process go on; false if it has ended. */
    static boolean resume(ProcessHandle process) {
        return send("-CONT", process);
    }

    /** A handle knows when its process was started, and does not take another one of the same pid for it. */
    private static boolean send(String signal, ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            return new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new NodeException("cannot send signals: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
