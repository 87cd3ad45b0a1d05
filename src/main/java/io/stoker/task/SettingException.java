package io.stoker.task;

/** An unknown setting, or an invalid value; the message names both, and what is valid. */
public final class SettingException extends StokerException {
    private static final long serialVersionUID = 1L;

    public SettingException(String message) {
        super(message);
    }

    public SettingException(String message, Throwable cause) {
        super(message, cause);
    }
}
