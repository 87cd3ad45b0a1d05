package io.stoker.task;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an event tells. */
public enum EventKind {
    /** The controller has accepted a task. */
    ACCEPTED(1, Form.TASK),
    /** An attempt was sent to an engine. */
    DISPATCHED(2, Form.ATTEMPT),
    /** An attempt has started. Of a short one, only its end is told. */
    STARTED(3, Form.ATTEMPT),
    /** An attempt has failed, and the task is queued again. */
    RETRIED(4, Form.ATTEMPT),
    /** An attempt was lost with its engine, and the task is queued again. */
    LOST(5, Form.ATTEMPT),
    /** An engine has rejected a task, which is queued again. */
    REJECTED(6, Form.ATTEMPT),
    /** An engine has given a task back unstarted, which is queued again. */
    RETURNED(7, Form.ATTEMPT),
    /** A task has failed for good, and its recovery has taken its place. */
    RECOVERED(8, Form.ATTEMPT),
    /** The engine of an attempt is silent: its task is queued again and the attempt may still end it. */
    SUSPENDED(9, Form.ATTEMPT),
    /** That engine is back, and the attempt goes on. */
    RESUMED(10, Form.ATTEMPT),
    /** A task is to be aborted, and its engine was told. */
    ABORT_REQUESTED(11, Form.ATTEMPT),
    /** A task has ended. */
    ENDED(12, Form.END),
    /** The results of tasks were removed. */
    REMOVED(13, Form.RANGE),
    /** Tasks were pinned. */
    PINNED(14, Form.RANGE),
    /** Tasks were unpinned. */
    UNPINNED(15, Form.RANGE),
    /** An engine has registered, for the first time or again. */
    ENGINE_JOINED(16, Form.ENGINE),
    /** An engine is silent or cannot be reached, and gets no tasks. */
    ENGINE_SILENT(17, Form.ENGINE),
    /** An engine was ended, or its node has left. */
    ENGINE_LEFT(18, Form.ENGINE),
    /** An engine has died. */
    ENGINE_LOST(19, Form.ENGINE),
    /** An engine gets no more tasks, as somebody has asked for. */
    ENGINE_DRAINING(20, Form.ENGINE),
    /** That was undone: it gets tasks again. */
    ENGINE_RESUMED(21, Form.ENGINE);

    private static final EventKind[] BY_CODE = new EventKind[32];

    static {
        for (EventKind kind : values()) {
            BY_CODE[kind.code] = kind;
        }
    }

    private final int code;
    private final Form form;
    private final String word = name().toLowerCase(Locale.ROOT);

    /** What an event of a kind has. */
    enum Form {
        /** A task. */
        TASK,
        /** A task, its attempt and that one's engine, and perhaps a reason. */
        ATTEMPT,
        /** As {@link #ATTEMPT}, and the state. */
        END,
        /** Tasks from one to another. */
        RANGE,
        /** An engine, and perhaps a reason. */
        ENGINE
    }

    EventKind(int code, Form form) {
        this.code = code;
        this.form = form;
    }

    /** Its code in the ledger and on the wire; never changes, and is less than 32. */
    int code() {
        return code;
    }

    Form form() {
        return form;
    }

    /** The kind of this code; null if there is none. */
    static @Nullable EventKind ofCode(int code) {
        return BY_CODE[code];
    }

    /** Its name outside of Java, as {@code abort_requested}. */
    public String word() {
        return word;
    }

    /**
     * The kind of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static EventKind ofWord(String word) {
        StringBuilder known = new StringBuilder();
        for (EventKind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
            known.append(known.isEmpty() ? "" : ", ").append(kind.word());
        }
        throw new IllegalArgumentException(
                "no event has the kind '" + Visible.line(Utf8.cut(word, 40)) + "': there are " + known);
    }
}
