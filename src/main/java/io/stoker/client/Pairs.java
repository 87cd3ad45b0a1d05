package io.stoker.client;

import io.stoker.task.PairFunction;
import io.stoker.task.StokerBiFunction;
import io.stoker.task.StokerFunction;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Two sequences as one. */
final class Pairs {
    private Pairs() {}

    static StokerFunction<@Nullable Object[], @Nullable Object> function(StokerBiFunction<?, ?, ?> function) {
        @SuppressWarnings("unchecked") // it is called with an element of each
        StokerBiFunction<@Nullable Object, @Nullable Object, @Nullable Object> of =
                (StokerBiFunction<@Nullable Object, @Nullable Object, @Nullable Object>) function;
        return new PairFunction(of);
    }

    static Iterator<@Nullable Object[]> of(Iterator<?> first, Iterator<?> second) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return first.hasNext() && second.hasNext();
            }

            @Override
            public @Nullable Object[] next() {
                return new @Nullable Object[] {first.next(), second.next()};
            }
        };
    }
}
