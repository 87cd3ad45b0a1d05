package io.stoker.task;

import static io.stoker.task.Sent.allocatedBytes;
import static io.stoker.task.Sent.assertRefused;
import static io.stoker.task.Sent.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values that are too large, or nearly. */
class ValueLimitsTest {

    @Test
    void whatIsLargerThanTheLimitIsRefusedBeforeAnyOfItIsKept() {
        long allocated = allocatedBytes();
        assertHuge(Collections.nCopies(Integer.MAX_VALUE, 1), "p has 2147483647 elements, and the limit is 268435456");
        assertHuge(Map.of("a", Collections.nCopies(2_000_000_000, null)), "p.a has 2000000000 elements");
        assertThatThrownBy(() -> Values.encode(
                        Subject.of("send", "p"), Collections.nCopies(10_000_000, "0123456789".repeat(50)), 20 << 20))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageStartingWith("cannot send 'p': it takes more than the 20971520 bytes");
        assertHuge(List.of(new Endless()), "p[0] takes 2147483647 bytes");
        assertThat(allocatedBytes() - allocated).isLessThan(100 << 20);
    }

    @Test
    void listsThatAreTheSameOneAgainAndAgainAreTakenForWhatTheyAre() {
        Object twice = true;
        for (int i = 0; i < Values.MAX_DEPTH; i++) {
            twice = List.of(twice, twice);
        }
        Object doubled = twice;
        assertThatThrownBy(() -> Values.encode(Subject.of("send", "p"), doubled, 17 << 20))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageStartingWith("cannot send 'p': it takes more than the 17825792 bytes that a value may have");
    }

    private static void assertHuge(Object value, String reason) {
        assertThatThrownBy(() -> Values.encode("p", value))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageStartingWith("cannot send 'p': " + reason);
    }

    /** A text without an end. */
    private static final class Endless implements CharSequence {
        @Override
        public int length() {
            return Integer.MAX_VALUE;
        }

        @Override
        public char charAt(int index) {
            return 'x';
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return "x".repeat(end - start);
        }

        @Override
        public String toString() {
            throw new AssertionError("it is not asked for all of it");
        }
    }

    @Test
    void millionsOfElementsThatFitArriveAsTheyAre() {
        int n = 1 << 22;
        byte[] bytes = Values.encode("p", List.of(Collections.nCopies(n, true), "behind"));
        assertThat(bytes).hasSize(n + 11);
        assertThat((List<?>) Values.decode(bytes)).last().isEqualTo("behind");
        Map<Object, Object> keys = new LinkedHashMap<>();
        keys.put("large", "x".repeat(20 << 20));
        keys.put("a", 1);
        assertThat(sent(keys)).isEqualTo(keys);
        keys.put(new StringBuilder("a"), 2);
        assertRefused(keys).hasMessageContaining("would arrive as one");
    }

    @Test
    void aValueBeyondTheLimitIsRefused() {
        assertTooLarge(new long[13], "p takes 104 bytes, and the limit is 100 bytes per value");
        assertTooLarge("x".repeat(101), "p takes 101 bytes, and the limit is 100 bytes per value");
        assertTooLarge(Map.of("k", new byte[101]), "p.k takes 101 bytes, and the limit is 100 bytes per value");
        assertTooLarge("\ud834".repeat(51), "p takes 102 bytes, and the limit is 100 bytes per value");
        assertTooLarge(
                List.of("x".repeat(60), "x".repeat(60)),
                "it takes more than the 100 bytes that a value may have; the limit was reached at p");
    }

    @Test
    void aLargeArrayBeyondTheLimitIsRefusedBeforeItIsCopied() {
        int limit = 1 << 20;
        assertThatThrownBy(() -> Values.encode(Subject.of("send", "p"), new byte[limit - 3], limit))
                .isInstanceOf(ValueTooLargeException.class);
        assertThatThrownBy(() -> Values.encode(Subject.of("send", "p"), new byte[limit + 1], limit))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessage("cannot send 'p': p takes 1048577 bytes, and the limit is 1048576 bytes per value");
    }

    private static void assertTooLarge(Object value, String reason) {
        assertThatThrownBy(() -> new ValueWriter(Subject.of("send", "p"), 100).encode(value))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageStartingWith("cannot send 'p': " + reason);
    }
}
