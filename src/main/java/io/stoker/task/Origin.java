package io.stoker.task;

/**
 * The part of the submitted task that its result carries: it shows people the task, and stays small. It is read by
 * {@link TaskResult}.
 *
 * @param code how the code begins: the source, or its beginning
 * @param arguments how the arguments begin: the names, and the values that are small enough
 */
public record Origin(Block code, Block arguments) {
    /** The most bytes of a source that a result carries. */
    public static final int LONGEST_SOURCE = 4096;

    /** The most bytes of an argument that a result carries. */
    public static final int LARGEST_ARGUMENT = 1024;

    /** The most bytes that the arguments and their names may take together. */
    public static final int MOST_ARGUMENTS = 4096;

    /** The most bytes of its code, or of its arguments: those above, and lengths and versions. */
    public static final int MOST_BYTES = 4096 + 64;

    /** The part of this task that a result carries. */
    public static Origin of(TaskSpec spec) {
        return new Origin(spec.code().beginning(), spec.arguments().beginning());
    }

    /** About how many bytes this takes on the wire. */
    public int size() {
        return 32 + code.size() + arguments.size();
    }
}
