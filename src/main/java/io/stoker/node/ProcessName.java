package io.stoker.node;

import org.jspecify.annotations.Nullable;

/**
 * The name of one process of a cluster: {@code controller}, {@code engine 3}.
 *
 * @param role what it does
 * @param number tells processes of one role apart; null where there is only one
 */
public record ProcessName(String role, @Nullable Long number) {
    public static final ProcessName LAUNCHER = new ProcessName("launcher", null);
    /** A {@code --detach} that waits until its launcher has a cluster. */
    static final ProcessName STARTER = new ProcessName("starting launcher", null);

    public static final ProcessName CONTROLLER = new ProcessName("controller", null);

    private static final String LONE_ENGINE = "lone-engine";

    /** The engine the launcher keeps in one of its places, counted from 0. Not the id the controller gives it. */
    public static ProcessName engine(int place) {
        return new ProcessName("engine", (long) place);
    }

    /** An engine that a person started without a launcher. */
    public static ProcessName loneEngine(long pid) {
        return new ProcessName(LONE_ENGINE, pid);
    }

    /** Whether it is an engine that a person started without a launcher. */
    boolean isLone() {
        return role.equals(LONE_ENGINE);
    }

    /** Reads back {@link #file()}. */
    static ProcessName ofFile(String file) {
        int dash = file.lastIndexOf('-');
        if (dash > 0 && file.substring(dash + 1).matches("\\d{1,18}")) {
            return new ProcessName(file.substring(0, dash), Long.valueOf(file.substring(dash + 1)));
        }
        return new ProcessName(file, null);
    }

    /** The stem of its pid and log files. */
    String file() {
        return number == null ? role : role + "-" + number;
    }

    @Override
    public String toString() {
        return number == null ? role : role + " " + number;
    }
}
