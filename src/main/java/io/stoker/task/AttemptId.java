package io.stoker.task;

/** One attempt of one task: what fences late reports from current ones. */
public record AttemptId(long task, int number) {
    @Override
    public String toString() {
        return task + "/" + number;
    }
}
