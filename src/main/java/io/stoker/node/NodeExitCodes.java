package io.stoker.node;

import io.stoker.wire.NodeExit;
import java.util.LinkedHashMap;
import java.util.Map;

/** The exit codes with which nodes end themselves, beside those that all commands have; in words. */
public final class NodeExitCodes {
    private NodeExitCodes() {}

    /** Those of an engine. */
    public static Map<Integer, String> ofEngine() {
        return inWords(
                NodeExit.OUT_OF_MEMORY,
                NodeExit.HALTED,
                NodeExit.PRELUDE_FAILED,
                NodeExit.WOULD_NOT_END,
                NodeExit.KILLED);
    }

    /** Those of a controller. */
    public static Map<Integer, String> ofController() {
        return inWords(
                NodeExit.OUT_OF_MEMORY,
                NodeExit.HALTED,
                NodeExit.KILLED,
                NodeExit.LEDGER_HANGS,
                NodeExit.LEDGER_DAMAGED);
    }

    private static Map<Integer, String> inWords(int... codes) {
        Map<Integer, String> all = new LinkedHashMap<>();
        for (int code : codes) {
            all.put(code, "it " + NodeExit.inWords(code));
        }
        return all;
    }
}
