package io.stoker.cli.shell;

import groovy.lang.Closure;
import java.util.function.Function;

/** A parallel function as the original's, which is called like any other: {@code f([1, 2, 3])}. */
final class ParallelClosure extends Closure<Object> {
    private final transient Function<Object[], Object> function;

    ParallelClosure(Function<Object[], Object> function) {
        super(function);
        this.function = function;
    }

    /** What Groovy calls with one sequence, which may be an array. */
    public Object doCall(Object sequence) {
        return function.apply(new Object[] {sequence});
    }

    /** What Groovy calls with several. */
    public Object doCall(Object... sequences) {
        return function.apply(sequences);
    }

    /** As in Java. */
    public Object of(Object... sequences) {
        return function.apply(sequences);
    }
}
