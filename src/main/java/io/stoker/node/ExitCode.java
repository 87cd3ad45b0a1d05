package io.stoker.node;

import java.util.Map;

/** An exit code in words. */
final class ExitCode {
    private static final int SIGNAL = 128;

    /** What a JVM with {@code -XX:+ExitOnOutOfMemoryError} ends with. */
    private static final int OUT_OF_MEMORY = 3;

    private static final Map<Integer, String> SIGNALS =
            Map.of(1, "SIGHUP", 2, "SIGINT", 6, "SIGABRT", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

    private ExitCode() {}

    static String describe(int code) {
        if (code == OUT_OF_MEMORY) {
            return "ran out of memory (code 3)";
        }
        if (code > SIGNAL && code < SIGNAL + 65) {
            String signal = SIGNALS.getOrDefault(code - SIGNAL, "signal " + (code - SIGNAL));
            return "was ended by " + signal + " (code " + code + ")";
        }
        return "ended with code " + code;
    }
}
