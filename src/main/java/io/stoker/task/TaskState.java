package io.stoker.task;

import org.jspecify.annotations.Nullable;

/** The state of a task. The last four are final. */
public enum TaskState {
    /** Waits for other tasks. */
    WAITING(1),
    /** Waits for an engine. */
    QUEUED(2),
    /** Waits for a point in time. */
    DELAYED(3),
    /** Sent to an engine, not known to have started. */
    ASSIGNED(4),
    /** Known to have started on an engine. */
    RUNNING(5),
    SUCCEEDED(10),
    FAILED(11),
    ABORTED(12),
    TIMED_OUT(13);

    /** The code of no state. */
    public static final byte NO_CODE = -1;

    private final byte code;

    TaskState(int code) {
        this.code = (byte) code;
    }

    /** Its code in the ledger and on the wire; never changes. */
    public byte code() {
        return code;
    }

    /** The state of this code, or null for {@link #NO_CODE}. */
    public static @Nullable TaskState ofCode(byte code) {
        for (TaskState state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        return null;
    }

    /** Whether nothing can follow this state. */
    public boolean isFinal() {
        return switch (this) {
            case WAITING, QUEUED, DELAYED, ASSIGNED, RUNNING -> false;
            case SUCCEEDED, FAILED, ABORTED, TIMED_OUT -> true;
        };
    }
}
