package io.stoker.task;

import org.jspecify.annotations.Nullable;

/** Reads what functions return and throw; whoever has their classes implements it. */
public interface ValueDecoder {
    /** Reads the values of {@link Values} only. */
    ValueDecoder PLAIN = new ValueDecoder() {
        @Override
        public @Nullable Object value(byte[] encoded) {
            return Values.decode(encoded);
        }

        @Override
        public @Nullable Throwable thrown(byte[] encoded) {
            return null;
        }
    };

    /**
     * What a function returned.
     *
     * @throws StokerException if it cannot be read; the message says why
     */
    @Nullable
    Object value(byte[] encoded);

    /** What a function threw, or something that stands for it; null if nothing can be read of it. */
    @Nullable
    Throwable thrown(byte[] encoded);
}
