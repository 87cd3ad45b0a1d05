package io.stoker.schedule;

/** Which queued task is handed out first. */
public enum Order {
    /** The oldest first. */
    FIFO,
    /** The newest first. */
    LIFO
}
