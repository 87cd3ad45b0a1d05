package io.stoker.wire;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The exit codes with which the JVM of an engine or a controller says why it has ended itself. */
public enum ExitCode {
    /** As of a JVM with {@code -XX:+ExitOnOutOfMemoryError}. */
    OUT_OF_MEMORY(3, true, true, "ran out of memory"),
    /** It was to end, and something in it, as a shutdown hook of a task's, did not let it. */
    HALTED(70, true, true, "was halted because it did not shut down in time"),
    /** The prelude has failed, so that no task can be run as it expects. */
    PRELUDE_FAILED(74, true, false, "could not run its prelude"),
    /** The running task did not end when it was interrupted. */
    WOULD_NOT_END(75, true, false, "ended because a task did not stop when it was interrupted"),
    /** A client has asked it to end. */
    KILLED(76, true, true, "was ended by a client"),
    /** The ledger's disk or database hangs. */
    LEDGER_HANGS(77, false, true, "ended because the ledger's disk or database hangs"),
    /** The ledger is damaged, which was found before anybody was served. */
    LEDGER_DAMAGED(78, false, true, "ended because its ledger is damaged");

    private static final int SIGNALLED = 128;
    private static final Map<Integer, String> SIGNALS =
            Map.of(1, "SIGHUP", 2, "SIGINT", 6, "SIGABRT", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

    private final int number;
    private final boolean ofEngine;
    private final boolean ofController;
    private final String words;

    ExitCode(int number, boolean ofEngine, boolean ofController, String words) {
        this.number = number;
        this.ofEngine = ofEngine;
        this.ofController = ofController;
        this.words = words;
    }

    /** The process's exit code. */
    public int number() {
        return number;
    }

    /** Those of an engine in words, by number, as "it ran out of memory". */
    public static Map<Integer, String> ofEngine() {
        return inWords(code -> code.ofEngine);
    }

    /** Those of a controller in words, by number. */
    public static Map<Integer, String> ofController() {
        return inWords(code -> code.ofController);
    }

    /** Any exit code for people, as "code 137 (SIGKILL)" or "code 3 (it ran out of memory)". */
    public static String describe(int code) {
        String words = inWords(all -> true).get(code);
        if (words == null && code > SIGNALLED) {
            words = SIGNALS.get(code - SIGNALLED);
        }
        return "code " + code + (words == null ? "" : " (" + words + ")");
    }

    private static Map<Integer, String> inWords(Predicate<ExitCode> which) {
        Map<Integer, String> all = new LinkedHashMap<>();
        Arrays.stream(values()).filter(which).forEach(code -> all.put(code.number, "it " + code.words));
        return Collections.unmodifiableMap(all);
    }
}
