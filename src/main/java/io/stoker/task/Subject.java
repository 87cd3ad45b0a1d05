package io.stoker.task;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Names a value for the person who sends it: the call that it was given to, and the names of its parts there. Errors
 * begin with {@code head}, and the path to a part begins with {@code root}.
 *
 * @param head as "cannot push 'a'"
 * @param root the value as a whole, as "a"
 * @param element the name of an element of it, by its index; null for {@code a[3]}
 * @param inner the name's continuation for an element of that element; null for {@code [3]}
 */
public record Subject(
        String head,
        String root,
        @Nullable IntFunction<String> element,
        @Nullable IntFunction<String> inner) {

    /** A value that has a name, as in push and pull. */
    public static Subject of(String call, String name) {
        return new Subject("cannot " + call + " '" + Names.shown(name) + "'", Names.shown(name), null, null);
    }

    /** A Java function, with what it captures. */
    public static Subject function() {
        return new Subject("cannot send the function", "the function", null, null);
    }

    /** What a Java function returns. */
    public static Subject returned() {
        return new Subject("cannot return the function's value", "the value", null, null);
    }

    /** The arguments of a call of this method. */
    public static Subject arguments(String method) {
        return new Subject("cannot call " + method, "the arguments", i -> "argument " + (i + 1), null);
    }

    /** A block of a sequence that has a name, from this index on. */
    public static Subject block(String call, String name, int from) {
        Subject whole = of(call, name);
        return new Subject(whole.head(), whole.root(), i -> whole.root() + "[" + (from + i) + "]", null);
    }

    /** One element of such a sequence, by itself. */
    public static Subject element(String call, String name, int index) {
        Subject whole = of(call, name);
        return new Subject(whole.head(), whole.root() + "[" + index + "]", null, null);
    }

    /**
     * A block of rows, each of which has an element of each of several sequences.
     *
     * @param from the index of the first row in the sequences
     * @param sequences how many there are
     */
    public static Subject rows(String call, int from, int sequences) {
        return new Subject(
                "cannot " + call,
                "the block of elements from " + from + " on",
                i -> "element " + (from + i),
                i -> sequences == 1 ? " of the sequence" : " of sequence " + (i + 1));
    }

    /** The results of a function for such rows. */
    public static Subject results(String call, int from) {
        return new Subject(
                "cannot bring the results of " + call,
                "the block of results from " + from + " on",
                i -> "the result of element " + (from + i),
                null);
    }

    /**
     * The part that these steps lead to.
     *
     * @param steps Integers are indexes; of others the text is the step, as {@code .owner}
     * @param depth how many of them are taken
     */
    public String path(Object[] steps, int depth) {
        StringBuilder path = new StringBuilder(root);
        int next = 0;
        if (element != null && depth > 0 && steps[0] instanceof Integer i) {
            path = new StringBuilder(element.apply(i));
            next = 1;
            if (inner != null && depth > 1 && steps[1] instanceof Integer j) {
                path.append(inner.apply(j));
                next = 2;
            }
        }
        for (; next < depth && path.length() <= ValuePath.LONGEST_PATH; next++) {
            path.append(steps[next] instanceof Integer index ? "[" + index + "]" : steps[next]);
        }
        return path.length() <= ValuePath.LONGEST_PATH
                ? path.toString()
                : Utf8.head(path.toString(), ValuePath.LONGEST_PATH);
    }
}
