package acme;

import java.io.Serializable;
import java.util.function.Function;

/** A generic record with a generic method. */
record Pair<A extends Comparable<A>, B>(A first, B second) implements Serializable {
    <C extends Comparable<C>> Pair<C, B> first(Function<? super A, ? extends C> change) {
        return new Pair<>(change.apply(first), second);
    }
}
