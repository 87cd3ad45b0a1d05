package io.stoker.task;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Makes a function of a pair, which is an array of two, of one of two arguments. */
public record PairFunction(StokerBiFunction<@Nullable Object, @Nullable Object, @Nullable Object> function)
        implements StokerFunction<@Nullable Object[], @Nullable Object>, Wrapping {

    @Override
    public Serializable wrapped() {
        return function;
    }

    @Override
    @SuppressWarnings("NullAway") // which does not look into the type that this implements
    public @Nullable Object apply(@Nullable Object[] pair) throws Exception {
        return function.apply(pair[0], pair[1]);
    }
}
