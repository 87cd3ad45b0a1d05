package io.stoker.controller;

import io.stoker.wire.NodeExit;
import java.util.Map;

/** Exit codes in words. */
public final class ExitCode {
    private static final int SIGNALLED = 128;
    private static final Map<Integer, String> SIGNALS =
            Map.of(1, "SIGHUP", 2, "SIGINT", 6, "SIGABRT", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

    private ExitCode() {}

    /** As "code 137 (SIGKILL)". */
    public static String describe(int code) {
        if (!NodeExit.inWords(code).isEmpty()) {
            return "code " + code + " (it " + NodeExit.inWords(code) + ")";
        }
        String signal = code > SIGNALLED ? SIGNALS.get(code - SIGNALLED) : null;
        return "code " + code + (signal == null ? "" : " (" + signal + ")");
    }
}
