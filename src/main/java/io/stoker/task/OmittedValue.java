package io.stoker.task;

/**
 * Stands for an argument in {@link TaskResult#arguments()} that a result does not carry, because it is large.
 *
 * @param bytes how many bytes it took encoded
 */
public record OmittedValue(long bytes) {
    @Override
    public String toString() {
        return "(a value of " + bytes + " bytes)";
    }
}
