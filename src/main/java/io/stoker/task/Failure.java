package io.stoker.task;

import java.io.Serializable;
import java.util.List;

/**
 * Why a task failed, as text and structure, so that it arrives even if the original exception cannot be sent.
 *
 * @param kind the kind of cause
 * @param type the exception's class name, or a word if there is no exception
 * @param message its message; may be empty
 * @param line the line in the task's own source, from 1; 0 when there is none
 * @param column the column, from 1, in characters: a pair of surrogates is one; 0 when there is none
 * @param frames the frames in the task's own source, innermost first
 * @param text the whole failure for people, with the frames of the user's source only
 */
public record Failure(Kind kind, String type, String message, int line, int column, List<Frame> frames, String text)
        implements Serializable {

    /** How many bytes each text may take in a failure that {@linkplain #bounded() can travel}. */
    public static final int MAX_TYPE_BYTES = 256;

    public static final int MAX_MESSAGE_BYTES = 4 << 10;
    public static final int MAX_TEXT_BYTES = 16 << 10;
    /** How many frames such a failure may have. */
    public static final int MOST_FRAMES = 100;

    private static final int LONGEST_MESSAGE = 8 * 1024;
    private static final int LONGEST_CAUSES = 12 << 10;
    /** A call may put a word of its own before the text of what failed in it. */
    private static final int ROOM_FOR_A_HEADING = 1 << 10;

    /** The kinds of causes of a failure. */
    public enum Kind {
        /** The source does not parse. */
        SYNTAX,
        /** The source threw. */
        USER_CODE,
        /** A pulled name is missing, or its value cannot travel. */
        PULL,
        /** The engine was lost too often, or once for a task that must run at most once. */
        ENGINE_LOST,
        /** No engine that was here could run it. */
        UNMET_DEPENDENCY,
        /** The task refused the engine; the message is its reason. */
        REJECTED,
        /** The attempt was stopped from outside. */
        INTERRUPTED,
        /** A direct call was taken out of its engine's queue. */
        CLEARED,
        /** Stoker itself, or a limit of it. */
        SYSTEM
    }

    /**
     * A place in the task's source.
     *
     * @param function the function's name, or "run" for the top level
     * @param file the source's name, as "Task17.groovy"
     * @param line from 1
     */
    public record Frame(String function, String file, int line) implements Serializable {
        private static final int MAX_BYTES = 256;

        private Frame bounded() {
            return new Frame(Utf8.head(function, MAX_BYTES), Utf8.head(file, MAX_BYTES), line);
        }

        @Override
        public String toString() {
            return function + "(" + file + ":" + line + ")";
        }
    }

    /** The text is for terminals and logs: control characters are escaped as in a source. */
    public Failure {
        text = Visible.of(text);
    }

    /** A failure that has no place in the source. */
    public static Failure of(Kind kind, String type, String message) {
        return of(kind, type, message, "");
    }

    /**
     * As {@link #of(Kind, String, String)}.
     *
     * @param causes what lies behind it, as lines; may be empty
     */
    public static Failure of(Kind kind, String type, String message, String causes) {
        String head = Utf8.head(message, LONGEST_MESSAGE);
        return new Failure(
                kind, type, head, 0, 0, List.of(), text((head.isEmpty() ? type : type + ": " + head) + "\n", causes));
    }

    /**
     * The text to show: as much of the head as leaves room for the causes, of which the root is most useful. Causes
     * that would leave no room for a head are cut.
     */
    public static String text(String head, String causes) {
        String shown = Visible.of(head);
        String kept = Utf8.head(causes, LONGEST_CAUSES);
        int room = MAX_TEXT_BYTES - ROOM_FOR_A_HEADING - (int) Utf8.length(kept);
        boolean fits = Utf8.length(shown) <= room;
        return ((fits ? shown : Utf8.head(shown, room) + "\n") + kept).stripTrailing();
    }

    /** The same, cut to the sendable size, and with valid text only. */
    public Failure bounded() {
        List<Frame> kept =
                frames.stream().limit(MOST_FRAMES).map(Frame::bounded).toList();
        return new Failure(
                kind,
                Utf8.head(type, MAX_TYPE_BYTES),
                Utf8.head(message, MAX_MESSAGE_BYTES),
                line,
                column,
                kept,
                Utf8.head(text, MAX_TEXT_BYTES));
    }

    /** About how many bytes this takes on the wire. */
    int size() {
        long size = 64 + Utf8.length(text) + Utf8.length(message) + Utf8.length(type);
        for (Frame frame : frames) {
            size += 32 + Utf8.length(frame.function()) + Utf8.length(frame.file());
        }
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    /** The type and message in one line, as it can be shown. */
    public String summary() {
        return Visible.of(message.isEmpty() ? type : type + ": " + message);
    }

    @Override
    public String toString() {
        return text;
    }
}
