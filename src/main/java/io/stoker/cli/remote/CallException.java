package io.stoker.cli.remote;

import io.stoker.task.StokerException;

/** A request was not answered as it should be; the message says why, and what to do. */
public final class CallException extends StokerException {
    private static final long serialVersionUID = 1L;

    /** What can be said of the request. */
    enum Kind {
        /** The controller has answered, and its answer is an error that stays. */
        REFUSED,
        /** The controller does not serve now; it may soon. */
        UNAVAILABLE,
        /** The token is not valid, as for a moment when a controller has started and not yet written its tokens. */
        DENIED,
        /** Nothing was sent. */
        UNREACHABLE,
        /** The connection has failed behind that: the request may have been carried out. */
        LOST
    }

    private final int code;
    private final Kind kind;

    CallException(int code, Kind kind, String message) {
        super(message);
        this.code = code;
        this.kind = kind;
    }

    CallException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.code = ExitCodes.UNREACHABLE;
        this.kind = kind;
    }

    /** That the command cannot begin to ask: there is no cluster, or nothing that lets it in. */
    public static CallException unreachable(StokerException cause) {
        return new CallException(Kind.UNREACHABLE, String.valueOf(cause.getMessage()), cause);
    }

    /** The exit code of {@link ExitCodes} for it. */
    public int code() {
        return code;
    }

    Kind kind() {
        return kind;
    }

    /** Whether the same request may be answered later. */
    boolean mayPass() {
        return kind != Kind.REFUSED;
    }
}
