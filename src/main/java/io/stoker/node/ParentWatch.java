package io.stoker.node;

import io.stoker.wire.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Consumer;

/**
 * Listens, inside a child, to the launcher that holds the child's standard input. An engine that a person starts by
 * hand with {@code </dev/null} has no such parent.
 *
 * <p>When the input ends the launcher is gone, and so must the child be: what was asked for is called, and where that
 * has not ended the JVM within {@link #LAST_RESORT_AFTER}, the JVM is halted. Nothing user code does keeps an orphan
 * alive.
 */
public final class ParentWatch {
    /** How long an orderly end may take once the launcher is gone. */
    public static final Duration LAST_RESORT_AFTER = Duration.ofSeconds(10);

    private final BufferedReader input;
    private final Runnable lastResort;

    ParentWatch(InputStream input, Runnable lastResort) {
        this.input = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        this.lastResort = lastResort;
    }

    /**
     * Takes standard input away from everything else in this JVM. Whoever reads {@code System.in} from now on finds it
     * at its end: user code that waited there would hold the stream's lock for ever, and take the launcher's words.
     */
    public static ParentWatch ofStandardInput() {
        InputStream parent = System.in;
        System.setIn(InputStream.nullInputStream());
        return new ParentWatch(parent, () -> haltAfter(LAST_RESORT_AFTER));
    }

    /**
     * The launcher that has started this node. It may have moved its words to another descriptor, so that the children
     * of user code, which inherit standard input, do not take them.
     *
     * @throws NodeException if there is no such descriptor
     */
    public static ParentWatch ofLauncher() {
        String moved = System.getenv(NodeJvm.INPUT_VARIABLE);
        if (moved == null) {
            return ofStandardInput();
        }
        try {
            return new ParentWatch(Files.newInputStream(Path.of(moved)), () -> haltAfter(LAST_RESORT_AFTER));
        } catch (IOException e) {
            throw new NodeException(
                    "cannot read from the launcher: " + moved + " (" + NodeJvm.INPUT_VARIABLE + ") cannot be read: "
                            + e,
                    e);
        }
    }

    /**
     * Waits for what the parent hands over, which is the first line.
     *
     * @throws NodeException if the parent is gone before, or says something else
     */
    Handover handover() {
        try {
            String line = input.readLine();
            if (line == null) {
                throw new NodeException(
                        "standard input ended before the launcher sent anything: this option is only for "
                                + "processes that 'stoker cluster' starts");
            }
            return Handover.ofLine(line);
        } catch (IOException | IllegalArgumentException e) {
            throw new NodeException("standard input does not come from a launcher: " + e.getMessage(), e);
        }
    }

    /**
     * Begins to listen, on a daemon thread.
     *
     * @param onExited told of each process of engines that has ended
     * @param onEnd called once, when the input has ended: ends this node
     */
    public void start(Consumer<NodeExited> onExited, Runnable onEnd) {
        Thread thread = new Thread(() -> listen(onExited, onEnd), "parent-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen(Consumer<NodeExited> onExited, Runnable onEnd) {
        try {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                take(line, onExited);
            }
        } catch (IOException e) {
            System.err.println("cannot read from the launcher any longer: " + e);
        }
        lastResort.run();
        onEnd.run();
    }

    private static void take(String line, Consumer<NodeExited> onExited) {
        try {
            onExited.accept(LineProtocol.exited(line));
        } catch (RuntimeException e) {
            System.err.println("ignored a line from the launcher: " + line);
            e.printStackTrace();
        }
    }

    /** On a thread of its own: user code may have taken all those that are shared. */
    static void haltAfter(Duration time) {
        TimerTask halt = new TimerTask() {
            @Override
            public void run() {
                Runtime.getRuntime().halt(ExitCode.HALTED.number());
            }
        };
        new Timer("last-resort", true).schedule(halt, time.toMillis());
    }
}
