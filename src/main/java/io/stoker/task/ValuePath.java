package io.stoker.task;

import org.jspecify.annotations.Nullable;

/**
 * Where in a value the writer stands: the lists, sets and maps it has gone into, and the step it took in each. Prints
 * as {@code p[2].owner}.
 */
final class ValuePath {
    static final int LONGEST_PATH = 300;

    private final Subject subject;
    private final Object[] containers = new Object[Values.MAX_DEPTH];
    private final Object[] steps = new Object[Values.MAX_DEPTH];
    private int depth;

    ValuePath(Subject subject) {
        this.subject = subject;
    }

    /** Goes into a list, set or map; refuses what lies too deep, and what it is inside of already. */
    void enter(Object container) {
        for (int i = 0; i < depth; i++) {
            if (containers[i] == container) {
                throw refusal(this + " is " + toString(i) + " again, so it contains itself; send it without that part");
            }
        }
        if (depth == Values.MAX_DEPTH) {
            throw refusal(this + " is nested deeper than " + Values.MAX_DEPTH
                    + " levels; send its parts as one list that refers to them by index");
        }
        containers[depth] = container;
        steps[depth++] = "";
    }

    /** That the value cannot be sent, for this reason. */
    UnsendableValueException refusal(String reason) {
        return new UnsendableValueException(subject.head() + ": " + reason);
    }

    ValueTooLargeException tooLarge(String reason) {
        return new ValueTooLargeException(subject.head() + ": " + reason);
    }

    void leave() {
        depth--;
    }

    /** The element at {@code index} of the list or set comes next. */
    void atIndex(int index) {
        steps[depth - 1] = index;
    }

    /** The key at {@code index} of the map comes next. */
    void atKey(int index) {
        steps[depth - 1] = ".keys[" + index + "]";
    }

    /** The value under {@code key} of the map comes next. */
    void atValueOf(@Nullable Object key) {
        steps[depth - 1] = new KeyStep(key);
    }

    @Override
    public String toString() {
        return toString(depth);
    }

    /** What the innermost list, set or map is called. */
    String outer() {
        return toString(depth - 1);
    }

    private String toString(int end) {
        return subject.path(steps, end);
    }
}
