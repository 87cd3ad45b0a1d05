package io.stoker.wire;

/** The exit codes with which the JVM of an engine or a controller says why it has ended itself. */
public final class NodeExit {
    /** As of a JVM with {@code -XX:+ExitOnOutOfMemoryError}. */
    public static final int OUT_OF_MEMORY = 3;
    /** It was to end, and something in it, as a shutdown hook of a task's, did not let it. */
    public static final int HALTED = 70;
    /** The prelude has failed, so that no task can be run as it expects. */
    public static final int PRELUDE_FAILED = 74;
    /** The running task did not end when it was interrupted. */
    public static final int WOULD_NOT_END = 75;

    /** A client has asked it to end. */
    public static final int KILLED = 76;

    /** The ledger's disk or database hangs. */
    public static final int LEDGER_HANGS = 77;

    /** The ledger is damaged, which was found before anybody was served. */
    public static final int LEDGER_DAMAGED = 78;

    private NodeExit() {}

    /** As "ran out of memory"; empty for a code that is none of these. */
    public static String inWords(int code) {
        return switch (code) {
            case OUT_OF_MEMORY -> "ran out of memory";
            case HALTED -> "was halted because it did not shut down in time";
            case PRELUDE_FAILED -> "could not run its prelude";
            case WOULD_NOT_END -> "ended because a task did not stop when it was interrupted";
            case LEDGER_HANGS -> "ended because the ledger's disk or database hangs";
            case LEDGER_DAMAGED -> "ended because its ledger is damaged";
            case KILLED -> "was ended by a client";
            default -> "";
        };
    }
}
