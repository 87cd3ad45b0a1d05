package io.stoker.node;

import io.stoker.wire.EngineExit;
import java.util.Map;

/** An exit code in words. */
final class ExitCode {
    private static final int SIGNAL = 128;

    private static final Map<Integer, String> SIGNALS =
            Map.of(1, "SIGHUP", 2, "SIGINT", 6, "SIGABRT", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

    private ExitCode() {}

    static String describe(int code) {
        if (!EngineExit.inWords(code).isEmpty()) {
            return EngineExit.inWords(code) + " (code " + code + ")";
        }
        if (code > SIGNAL && code < SIGNAL + 65) {
            String signal = SIGNALS.getOrDefault(code - SIGNAL, "signal " + (code - SIGNAL));
            return "was ended by " + signal + " (code " + code + ")";
        }
        return "ended with code " + code;
    }
}
