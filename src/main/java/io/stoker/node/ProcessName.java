package io.stoker.node;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The name of one process of a cluster: {@code controller}, {@code engine 3}.
 *
 * @param role what it does
 * @param which tells processes of one role apart; null where there is only one
 */
public record ProcessName(String role, @Nullable String which) {
    public static final ProcessName LAUNCHER = new ProcessName("launcher", null);
    /** A {@code --detach} that waits until its launcher has a cluster. */
    static final ProcessName STARTER = new ProcessName("starting launcher", null);

    public static final ProcessName CONTROLLER = new ProcessName("controller", null);

    private static final String LONE_ENGINE = "lone-engine";
    private static final String ENGINES = "engines";

    /** An engine that the launcher keeps, counted from 0. The controller gives it this id if nobody else has it. */
    public static ProcessName engine(int place) {
        return new ProcessName("engine", Integer.toString(place));
    }

    /** The JVM of several engines that the launcher keeps; of one engine it is that. */
    public static ProcessName engines(int first, int count) {
        return count == 1 ? engine(first) : new ProcessName(ENGINES, first + "-" + (first + count - 1));
    }

    /** An engine that a person started without a launcher. Its pid would name others in other containers as well. */
    public static ProcessName loneEngine(UUID instance) {
        return new ProcessName(LONE_ENGINE, instance.toString());
    }

    /** Whether it is an engine that a person started without a launcher. */
    boolean isLone() {
        return role.equals(LONE_ENGINE);
    }

    /** Reads back {@link #file()}. */
    static ProcessName ofFile(String file) {
        if (file.startsWith(LONE_ENGINE + "-")) {
            return new ProcessName(LONE_ENGINE, file.substring(LONE_ENGINE.length() + 1));
        }
        if (file.startsWith(ENGINES + "-")) {
            return new ProcessName(ENGINES, file.substring(ENGINES.length() + 1));
        }
        int dash = file.lastIndexOf('-');
        if (dash > 0 && file.substring(dash + 1).matches("\\d{1,18}")) {
            return new ProcessName(file.substring(0, dash), file.substring(dash + 1));
        }
        return new ProcessName(file, null);
    }

    /** The stem of its pid and log files. */
    String file() {
        return which == null ? role : role + "-" + which;
    }

    @Override
    public String toString() {
        return which == null ? role : role + " " + which;
    }
}
