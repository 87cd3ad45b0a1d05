package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
    private static final Task PLAIN = Task.of("a = 1");

    @Test
    void eachLabelIsOneOfANewTaskAndTheLatestValueOfAKeyCounts() {
        Task task = PLAIN.label("sweep", "1")
                .label("a/b.c_d-9", "")
                .label("sweep", "2026-12")
                .named("price 17");

        assertThat(task.options().labels())
                .isEqualTo(Map.of("sweep", "2026-12", "a/b.c_d-9", "", Labels.NAME, "price 17"));
        assertThat(Labels.withoutName(task.options().labels())).containsOnlyKeys("sweep", "a/b.c_d-9");
        assertThat(PLAIN.options()).isEqualTo(TaskOptions.NONE);
        assertThat(task.named("other").options().labels()).containsEntry(Labels.NAME, "other");
        assertThat(task.retries(2).pinned().options().labels()).hasSize(3);
    }

    @Test
    void valuesOfAMapAreTakenAsText() {
        assertThat(PLAIN.label(Map.of("n", 17, "ok", true)).options().labels())
                .isEqualTo(Map.of("n", "17", "ok", "true"));
    }

    @Test
    void aTaskHasSixteenLabelsAndANameAtMost() {
        Task task = PLAIN.named("n");
        for (int i = 0; i < Labels.MOST; i++) {
            task = task.label("k" + i, "v");
        }
        Task full = task.label("k3", "other");
        Labels.check(full.options().labels());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> full.label("one-more", "v"))
                .withMessageContaining("at most 16 labels, but this one has 17: leave some out");
        Map<String, String> tooMany = new HashMap<>(full.options().labels());
        tooMany.put("one-more", "v");
        assertThatIllegalArgumentException().isThrownBy(() -> Labels.check(tooMany));
    }

    @Test
    void thatATaskIsARetryIsALabelThatNobodyGivesAndThatDoesNotCount() {
        Task full = PLAIN.named("n");
        for (int i = 0; i < Labels.MOST; i++) {
            full = full.label("k" + i, "v");
        }
        Task retry = full.retryOf(17).retryOf(18);

        assertThat(retry.options().labels())
                .containsEntry("stoker/retry-of", "18")
                .hasSize(18);
        Labels.check(retry.options().labels());
        assertThat(Query.all().retriesOf(18).labels()).isEqualTo(Map.of("stoker/retry-of", "18"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.label("stoker/retry-of", "17"))
                .withMessageContaining("are Stoker's own, but this is 'stoker/retry-of': use another key");
        assertThatIllegalArgumentException().isThrownBy(() -> PLAIN.label("stoker/other", "17"));
        assertThatIllegalArgumentException().isThrownBy(() -> Labels.check(Map.of("stoker/other", "17")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "größe", "a\nb", "<script>", "a%", "k\u0000"})
    void aKeyHasFewKindsOfCharacters(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.label(key, "v"))
                .withMessageContaining("a label's key has 1 to 63 of the characters")
                .withMessageContaining("use another key");
        assertThatIllegalArgumentException().isThrownBy(() -> Query.all().label(key));
        assertThatIllegalArgumentException().isThrownBy(() -> Query.all().label(key, "v"));
    }

    @Test
    void aLongTextIsRefusedWithItsLengthAndNotRepeated() {
        String huge = "x".repeat(1 << 20);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.label("k", huge))
                .withMessageContaining("the value of the label 'k' has 0 to 256 characters")
                .withMessageContaining("(1048576 characters)")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.label(huge, "v"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.named(huge))
                .withMessageContaining("a task's name has 1 to 256 characters");
        assertThatIllegalArgumentException().isThrownBy(() -> PLAIN.named(""));
        assertThatIllegalArgumentException().isThrownBy(() -> PLAIN.label("k".repeat(64), "v"));
        PLAIN.label("k".repeat(63), "漢".repeat(256)).named("漢".repeat(256));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "\t", "\u0000", "\u001b[31m", "\u0085"})
    void controlCharactersAreRefusedAndShownEscaped(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.label("k", text))
                .withMessageContaining("control characters")
                .satisfies(e -> assertThat(e.getMessage().chars()).noneMatch(Character::isISOControl));
        assertThatIllegalArgumentException().isThrownBy(() -> PLAIN.named(text));
        assertThatIllegalArgumentException().isThrownBy(() -> Query.all().user(text));
    }

    @Test
    void halfOfASurrogatePairAndNullAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.label("k", "a\uD83D"))
                .withMessageContaining("at index 1 is half of a surrogate pair");
        assertThatIllegalArgumentException().isThrownBy(() -> PLAIN.named("\uDD25"));
        assertThatIllegalArgumentException().isThrownBy(() -> PLAIN.label("k", null));
        assertThatIllegalArgumentException().isThrownBy(() -> PLAIN.label((String) null, "v"));
        assertThatIllegalArgumentException().isThrownBy(() -> PLAIN.label(null));
        assertThatIllegalArgumentException().isThrownBy(() -> PLAIN.named(null));
    }

    @Test
    void hostileButHarmlessTextIsTaken() {
        Task task = PLAIN.label("k", "<script>alert('%_\\')</script>").named("\"; DROP TABLE task");
        assertThat(task.options().labels()).containsEntry("k", "<script>alert('%_\\')</script>");
        assertThat(task.payloadBytes()).isGreaterThan(PLAIN.payloadBytes() + 40);
    }
}
