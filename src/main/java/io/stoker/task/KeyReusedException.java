package io.stoker.task;

/** What was submitted once before under some key is submitted under it again, but it is something else. */
public final class KeyReusedException extends RefusedException {
    private static final long serialVersionUID = 1L;

    public KeyReusedException(String message) {
        super(message);
    }
}
