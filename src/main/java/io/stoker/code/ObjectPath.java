package io.stoker.code;

import io.stoker.task.Subject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The shortest way from a value to an object in it.
 *
 * @param steps from part to part; empty for the value itself
 * @param end where they lead
 */
record ObjectPath(List<Object> steps, Object end) {
    /** How many objects are looked at. */
    static final int MOST_OBJECTS = 1_000_000;

    /** How many of them are written to see what is in them. */
    private static final int MOST_TRIALS = 1_000;

    private record Node(@Nullable Node parent, Object step, Object object) {
        ObjectPath path() {
            List<Object> steps = new ArrayList<>();
            for (Node node = this; node.parent != null; node = node.parent) {
                steps.add(node.step);
            }
            Collections.reverse(steps);
            return new ObjectPath(steps, object);
        }
    }

    /** To the nearest object of which that holds; null if none is found. */
    static @Nullable ObjectPath find(Object root, Predicate<Object> wanted) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Node> queue = new ArrayDeque<>(List.of(new Node(null, "", root)));
        seen.add(root);
        for (Node node = queue.poll(); node != null; node = queue.poll()) {
            if (wanted.test(node.object)) {
                return node.path();
            }
            for (Part part : Parts.of(node.object)) {
                if (seen.size() < MOST_OBJECTS && seen.add(part.object())) {
                    queue.add(new Node(node, part.step(), part.object()));
                }
            }
        }
        return null;
    }

    /**
     * To an object that has {@code hidden}, or one of its class, in it where no way leads; to the value itself if none
     * is found.
     */
    static ObjectPath findHolder(Object root, Object hidden) {
        int[] trials = {0};
        Predicate<Object> holds = object -> trials[0]++ < MOST_TRIALS && isWrittenWith(object, hidden);
        ObjectPath holder = find(
                root,
                object -> holds.test(object)
                        && Parts.of(object).stream().map(Part::object).noneMatch(holds));
        return holder == null ? new ObjectPath(List.of(), root) : holder;
    }

    private static boolean isWrittenWith(Object object, Object hidden) {
        Throwable thrown = ObjectOutput.tryOut(object);
        return thrown instanceof ObjectOutput.UnsendableException unsendable
                && unsendable.object().getClass() == hidden.getClass();
    }

    /** The way as a person would write it, as {@code pricer.cache.lock}; what a lambda captures begins anew. */
    String text(Subject subject) {
        int capture = lastCapture();
        if (capture < 0) {
            return subject.path(steps.toArray(), steps.size());
        }
        String name = ((Capture) steps.get(capture)).name();
        Object[] rest = steps.subList(capture + 1, steps.size()).toArray();
        return new Subject(subject.head(), name, null, null).path(rest, rest.length);
    }

    /** The lambda that has captured where that text begins; null if it is the value itself, or there is none. */
    @Nullable
    String lambda(Subject subject) {
        int capture = lastCapture();
        return capture <= 0 ? null : new ObjectPath(steps.subList(0, capture), end).text(subject);
    }

    private int lastCapture() {
        int last = steps.size() - 1;
        while (last >= 0 && !(steps.get(last) instanceof Capture)) {
            last--;
        }
        return last;
    }

    /** The last step; null if there is none. */
    @Nullable
    Object lastStep() {
        return steps.isEmpty() ? null : steps.get(steps.size() - 1);
    }
}
