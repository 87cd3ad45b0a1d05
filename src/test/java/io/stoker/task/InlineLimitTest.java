package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InlineLimitTest {
    private static final InlineLimit LIMIT = new InlineLimit(1_000, 5_000);

    @Test
    void whatFitsTravelsAlong() {
        assertThat(LIMIT.excess(List.of(new byte[900]), 1_000, "they")).isEmpty();
    }

    @Test
    void theLargestGoUntilTheOthersFit() {
        byte[] small = new byte[400];
        byte[] large = new byte[700];
        byte[] larger = new byte[800];
        assertThat(LIMIT.excess(List.of(large, small, larger), 1_900, "they")).containsExactlyInAnyOrder(larger, large);
        assertThat(LIMIT.excess(List.of(large, small), 1_100, "they")).containsExactly(large);
    }

    @Test
    void equalBytesAreStillTwoValues() {
        byte[] one = new byte[2_000];
        assertThat(LIMIT.excess(List.of(one, new byte[2_000]), 4_000, "they")).hasSize(2);
    }

    @Test
    void whatDoesNotFitEvenThenIsRefusedWithBothFigures() {
        assertThatThrownBy(() -> LIMIT.excess(List.of(new byte[500]), 1_600, "the source"))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageContaining("the source")
                .hasMessageContaining(1_600 - 500 + StoredValue.INLINE_BYTES + " bytes")
                .hasMessageContaining("1000 (stoker.inline-limit); send many small values as one list");
        assertThatThrownBy(() -> LIMIT.excess(Collections.nCopies(30, new byte[40]), 1_200, "they"))
                .as("references to them would take more")
                .isInstanceOf(ValueTooLargeException.class);
    }

    @Test
    void aValueMayHaveSoManyBytesAndNoMore() {
        assertThatCode(() -> LIMIT.require(Subject.of("push", "a"), 5_000)).doesNotThrowAnyException();
        assertThatThrownBy(() -> LIMIT.require(Subject.of("push", "a"), 5_001))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageContaining("a takes 5001 bytes")
                .hasMessageContaining("5000 (stoker.max-value-size)");
    }

    @Test
    void aReferenceIsTheSameWhenItIsReadAgain() {
        StoredValue value = StoredValue.of(new byte[] {1, 2});
        assertThat(StoredValue.parse(value.toString())).isEqualTo(value);
        StoredValue largest = new StoredValue(value.id(), Long.MAX_VALUE, -1);
        assertThat(StoredValue.parse(largest.toString())).isEqualTo(largest);
        assertThat(largest.toString()).hasSize(StoredValue.INLINE_BYTES);
        assertThatThrownBy(() -> StoredValue.parse("nonsense")).isInstanceOf(MalformedValueException.class);
        assertThat(value.matches(new byte[] {1, 2})).isTrue();
        assertThat(value.matches(new byte[] {2, 1})).isFalse();
    }
}
