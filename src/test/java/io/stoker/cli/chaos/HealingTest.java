package io.stoker.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HealingTest {
    private final AtomicInteger healed = new AtomicInteger();

    @Test
    void shouldTakeBackEachThingOnceWhenItsTimeHasCome() {
        try (Healing healing = new Healing()) {
            healing.after(Duration.ofMillis(1), healed::incrementAndGet);
            await().until(() -> healed.get() == 1);
            healing.all();
        }
        assertThat(healed).hasValue(1);
    }

    @Test
    void shouldTakeBackAtTheEndWhatIsStillToBeTakenBack() {
        try (Healing healing = new Healing()) {
            healing.after(Duration.ofHours(1), healed::incrementAndGet);
            healing.after(Duration.ofHours(1), healed::incrementAndGet);
        }
        assertThat(healed).hasValue(2);
    }
}
