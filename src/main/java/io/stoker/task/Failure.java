package io.stoker.task;

import java.util.List;

/**
 * Why a task failed, as text and structure, so that it arrives even when the original exception could not travel.
 *
 * @param kind who is to blame
 * @param type the exception's class name, or a word for what is no exception
 * @param message its message; may be empty
 * @param line the line in the task's own source, from 1; 0 when there is none
 * @param column the column, from 1; 0 when there is none
 * @param frames the frames in the task's own source, innermost first
 * @param text all of it as it is to be shown to a person, with the user's own frames only
 */
public record Failure(Kind kind, String type, String message, int line, int column, List<Frame> frames, String text) {

    private static final int LONGEST_MESSAGE = 8 * 1024;

    /** Who is to blame for a failure. */
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
        /** The attempt was stopped from outside. */
        INTERRUPTED,
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
    public record Frame(String function, String file, int line) {
        @Override
        public String toString() {
            return function + "(" + file + ":" + line + ")";
        }
    }

    /** A failure that has no place in the source. */
    public static Failure of(Kind kind, String type, String message) {
        String head = Utf8.head(message, LONGEST_MESSAGE);
        return new Failure(kind, type, head, 0, 0, List.of(), head.isEmpty() ? type : type + ": " + head);
    }

    /** About how many bytes this takes on the wire. */
    int size() {
        return (int) (64 + Utf8.length(text) + Utf8.length(message) + Utf8.length(type) + 64L * frames.size());
    }

    /** The type and message in one line. */
    public String summary() {
        return message.isEmpty() ? type : type + ": " + message;
    }

    @Override
    public String toString() {
        return text;
    }
}
