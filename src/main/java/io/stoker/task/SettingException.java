package io.stoker.task;

/** A setting that nothing reads, or a value that it cannot have; the message names both, and what would do. */
public final class SettingException extends StokerException {
    private static final long serialVersionUID = 1L;

    public SettingException(String message) {
        super(message);
    }

    public SettingException(String message, Throwable cause) {
        super(message, cause);
    }
}
