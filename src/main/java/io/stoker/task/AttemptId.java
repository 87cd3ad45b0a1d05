package io.stoker.task;

/** One attempt of one task: what fences late reports from current ones. */
public record AttemptId(long task, int number) {
    /** About how many bytes one takes on the wire. */
    public static final int SIZE = 24;

    @Override
    public String toString() {
        return task + "/" + number;
    }
}
