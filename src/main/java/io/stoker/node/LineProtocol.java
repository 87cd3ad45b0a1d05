package io.stoker.node;

import io.stoker.wire.EngineName;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * The lines between the launcher and its children.
 *
 * <p>Up, on a child's standard output, among lines for its log; the first and the third from the controller, the last
 * from the JVM of engines of which one has ended, the second from both. An engine is named as by
 * {@link io.stoker.wire.EngineName}:
 *
 * <pre>
 * &#64;stoker SECRET ready {"host":"127.0.0.1","port":10113,…}
 * &#64;stoker SECRET engine-registered 0 5f0c9a3e-…
 * &#64;stoker SECRET engine-lost 0 5f0c9a3e-…
 * &#64;stoker SECRET engine-ended 5f0c9a3e-…
 * </pre>
 *
 * What else a child prints may have been written by anybody's task, so that only lines with the secret count, which
 * each start of a child has for itself and gets in its {@link Handover}.
 *
 * <p>Down, on a child's standard input: the {@link Handover} first, and then, to the controller, {@code exited
 * 5f0c9a3e-… 137}, where 137 = 128 + 9 stands for SIGKILL. The end of a child's standard input means that the launcher
 * is gone, and ends the child.
 *
 * @param secret known to the launcher and to one child
 */
public record LineProtocol(String secret) {
    private static final String MARK = "@stoker ";
    private static final String READY = "ready";
    private static final String REGISTERED = "engine-registered";
    private static final String LOST = "engine-lost";
    private static final String ENDED = "engine-ended";
    private static final String EXITED = "exited";
    private static final String UP = "up";

    static LineProtocol withNewSecret() {
        return new LineProtocol(UUID.randomUUID().toString());
    }

    /** What a line tells the launcher; empty for one that is meant for the log. */
    Optional<String> event(String line) {
        String start = line("");
        return line.startsWith(start) ? Optional.of(line.substring(start.length())) : Optional.empty();
    }

    String ready(ConnectionInfo connection) {
        return line(READY + " " + connection.toJson());
    }

    String engineRegistered(int engineId, String instance) {
        return line(REGISTERED + " " + engineId + " " + instance);
    }

    String engineLost(int engineId, String instance) {
        return line(LOST + " " + engineId + " " + instance);
    }

    String engineEnded(String instance) {
        return line(ENDED + " " + instance);
    }

    /** Tells a waiting {@code --detach} that the cluster can be used. */
    String up() {
        return line(UP);
    }

    private String line(String event) {
        return MARK + secret + " " + event;
    }

    /** Makes the call for what the JVM of engines says of them; no other event and no other JVM's. */
    static void deliver(String event, UUID node, EngineEvents events) {
        String[] words = event.split(" ", -1);
        String instance = words[words.length - 1];
        if (!EngineName.node(instance).equals(node.toString())) {
            return;
        }
        if (words.length == 3 && words[0].equals(REGISTERED) && words[1].matches("[0-9]{1,9}")) {
            events.engineRegistered(Integer.parseInt(words[1]), instance);
        } else if (words.length == 2 && words[0].equals(ENDED)) {
            events.engineEnded(instance);
        }
    }

    /** Makes the call that an event stands for; an {@link IllegalArgumentException} when it stands for none. */
    static void deliver(String event, ControllerEvents events) {
        String[] words = event.split(" ", 2);
        String rest = words.length < 2 ? "" : words[1].strip();
        switch (words[0]) {
            case READY -> events.ready(ConnectionInfo.ofJson(rest));
            case REGISTERED -> events.engineRegistered(engineId(rest), instance(rest));
            case LOST -> events.engineLost(engineId(rest), instance(rest));
            default -> throw new IllegalArgumentException("there is no event '" + words[0] + "'");
        }
    }

    /**
     * Writes a line at once, so that no line of the log can come between. It begins a new one: what a task's process
     * has printed before may have no end.
     */
    static void write(String line, PrintStream out) {
        byte[] bytes = ("\n" + line + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (out) {
            out.write(bytes, 0, bytes.length);
            out.flush();
        }
    }

    static String exited(NodeExited exit) {
        return EXITED + " " + exit.node() + " " + exit.code();
    }

    /** Reads {@link #exited} back; an {@link IllegalArgumentException} when the line is something else. */
    static NodeExited exited(String line) {
        String[] words = line.strip().split(" ");
        if (words.length != 3 || !words[0].equals(EXITED)) {
            throw new IllegalArgumentException("'" + line + "' is not '" + EXITED + " NODE CODE'");
        }
        return new NodeExited(UUID.fromString(words[1]), Integer.parseInt(words[2]));
    }

    private static int engineId(String rest) {
        return Integer.parseInt(rest.substring(0, Math.max(rest.indexOf(' '), 0)));
    }

    private static String instance(String rest) {
        return rest.substring(rest.indexOf(' ') + 1);
    }
}
