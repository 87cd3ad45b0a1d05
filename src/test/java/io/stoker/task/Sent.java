package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;

/** What becomes of values on their way. */
final class Sent {
    private Sent() {}

    static @Nullable Object sent(@Nullable Object value) {
        return Values.decode(Values.encode("p", value));
    }

    static void assertSent(@Nullable Object value) {
        assertThat(Sameness.of(sent(value), value))
                .as(() -> String.valueOf(value))
                .isTrue();
    }

    static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Object value) {
        return assertThatThrownBy(() -> Values.encode("p", value)).isInstanceOf(UnsendableValueException.class);
    }

    static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
