package io.stoker.code;

import java.util.Optional;
import java.util.stream.Stream;

/** Finds out who asks for a class, for the message that says that it is missing. */
final class Requester {
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private Requester() {}

    /** The innermost method on this thread's stack whose class this loader has loaded; empty if there is none. */
    static Optional<String> in(ClassLoader loader) {
        return STACK.walk(frames -> first(frames, loader));
    }

    private static Optional<String> first(Stream<StackWalker.StackFrame> frames, ClassLoader loader) {
        return frames.filter(frame -> loader.equals(frame.getDeclaringClass().getClassLoader()))
                .findFirst()
                .map(frame -> frame.getClassName() + "." + frame.getMethodName());
    }
}
