package io.stoker.code;

import java.util.Set;

/**
 * A value as bytes, and what its reader must have to read them.
 *
 * @param bytes the value; not copied
 * @param classes the classes that the bytes name, apart from those of the JDK: of arrays that of their elements, of
 *     lambdas the class they stand in, that of the method they call and the interface they implement. Superclasses and
 *     what else these refer to is not among them.
 */
public record Encoded(byte[] bytes, Set<Class<?>> classes) {
    public Encoded {
        classes = Set.copyOf(classes);
    }
}
