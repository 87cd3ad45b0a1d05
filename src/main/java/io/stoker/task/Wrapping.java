package io.stoker.task;

import java.io.Serializable;

/** A function of Stoker's own around one of the user's. */
interface Wrapping {

    /** The user's function. */
    Serializable wrapped();

    /** The user's function, whatever is around it. */
    static Serializable inner(Serializable function) {
        return function instanceof Wrapping wrapping ? inner(wrapping.wrapped()) : function;
    }
}
