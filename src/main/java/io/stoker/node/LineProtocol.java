package io.stoker.node;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * The lines between the launcher and its children.
 *
 * <p>Up, on a child's standard output, among lines for its log; the second one from an engine itself, the others from
 * the controller:
 *
 * <pre>
 * &#64;stoker ready {"host":"127.0.0.1","port":10113,…}
 * &#64;stoker engine-registered 0 5f0c9a3e-…
 * &#64;stoker engine-lost 0 5f0c9a3e-…
 * </pre>
 *
 * Down, on the controller's standard input: {@code exited 5f0c9a3e-… 137}, where 137 = 128 + 9 stands for SIGKILL. The
 * end of a child's standard input means that the launcher is gone, and ends the child.
 */
final class LineProtocol {
    private static final String PREFIX = "@stoker ";
    private static final String READY = "ready";
    private static final String REGISTERED = "engine-registered";
    private static final String LOST = "engine-lost";
    private static final String EXITED = "exited";

    private LineProtocol() {}

    static boolean isEvent(String line) {
        return line.startsWith(PREFIX);
    }

    static String ready(Connection connection) {
        return PREFIX + READY + " " + connection.toJson();
    }

    static String engineRegistered(int engineId, UUID instance) {
        return PREFIX + REGISTERED + " " + engineId + " " + instance;
    }

    static String engineLost(int engineId, UUID instance) {
        return PREFIX + LOST + " " + engineId + " " + instance;
    }

    /** The small id with which this instance says it has registered; empty if the line says anything else. */
    static OptionalInt registration(String line, UUID instance) {
        String start = PREFIX + REGISTERED + " ";
        String end = " " + instance;
        if (!line.startsWith(start) || !line.endsWith(end) || line.length() <= start.length() + end.length()) {
            return OptionalInt.empty();
        }
        String id = line.substring(start.length(), line.length() - end.length());
        return id.chars().allMatch(Character::isDigit) && id.length() < 10
                ? OptionalInt.of(Integer.parseInt(id))
                : OptionalInt.empty();
    }

    /** Makes the call that an event line stands for; an {@link IllegalArgumentException} when it stands for none. */
    static void deliver(String line, ControllerEvents events) {
        String[] words = line.substring(PREFIX.length()).split(" ", 2);
        String rest = words.length < 2 ? "" : words[1].strip();
        switch (words[0]) {
            case READY -> events.ready(Connection.ofJson(rest));
            case LOST -> events.engineLost(engineId(rest), instance(rest));
            default -> throw new IllegalArgumentException("nothing is called '" + words[0] + "'");
        }
    }

    /** Writes a line at once, so that no line of the log can come between. */
    static void write(String line, PrintStream out) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (out) {
            out.write(bytes, 0, bytes.length);
            out.flush();
        }
    }

    static String exited(EngineExited exit) {
        return EXITED + " " + exit.instance() + " " + exit.code();
    }

    /** Reads {@link #exited} back; an {@link IllegalArgumentException} when the line is something else. */
    static EngineExited exited(String line) {
        String[] words = line.strip().split(" ");
        if (words.length != 3 || !words[0].equals(EXITED)) {
            throw new IllegalArgumentException("'" + line + "' is no '" + EXITED + " INSTANCE CODE'");
        }
        return new EngineExited(UUID.fromString(words[1]), Integer.parseInt(words[2]));
    }

    private static int engineId(String rest) {
        return Integer.parseInt(rest.substring(0, Math.max(rest.indexOf(' '), 0)));
    }

    private static UUID instance(String rest) {
        return UUID.fromString(rest.substring(rest.indexOf(' ') + 1));
    }
}
