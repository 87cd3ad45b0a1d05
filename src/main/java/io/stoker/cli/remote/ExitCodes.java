package io.stoker.cli.remote;

import java.util.LinkedHashMap;
import java.util.Map;

/** With which codes these commands end. */
public final class ExitCodes {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int MISUSED = 2;
    public static final int ABORTED = 3;
    public static final int TIMED_OUT = 4;
    public static final int UNKNOWN = 5;
    public static final int UNREACHABLE = 6;

    private ExitCodes() {}

    /** For the help of each of them. */
    public static Map<Integer, String> words() {
        Map<Integer, String> words = new LinkedHashMap<>();
        words.put(DONE, "done; the task has succeeded");
        words.put(FAILED, "the task has failed, the request was refused, or a problem was found");
        words.put(MISUSED, "the command line was not understood");
        words.put(ABORTED, "the task was aborted");
        words.put(TIMED_OUT, "the task has timed out, or has not ended yet");
        words.put(UNKNOWN, "there is no such task, engine or log");
        words.put(UNREACHABLE, "the controller cannot be reached, does not serve, or does not accept the token");
        return words;
    }

    /** That of a task's state, as {@code succeeded}. */
    static int ofState(String state) {
        return switch (state) {
            case "succeeded" -> DONE;
            case "failed" -> FAILED;
            case "aborted" -> ABORTED;
            default -> TIMED_OUT; // timed_out, and all states that are not the end
        };
    }

    /** That of an answer which is an error. */
    static int ofStatus(int status) {
        return switch (status) {
            case 400, 405, 413, 415 -> MISUSED;
            case 404, 410 -> UNKNOWN;
            case 401, 403, 503 -> UNREACHABLE;
            default -> FAILED;
        };
    }
}
