package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ConsoleTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final List<String> taken = new CopyOnWriteArrayList<>();

    @Test
    void shouldHandOnEverythingInOrder() {
        Console console = new Console(taken::add);
        console.say("one");
        console.say("two");
        console.flush(LONG);

        assertThat(taken).containsExactly("one", "two");
    }

    @Test
    void shouldHoldUpNobodyAndCountWhatItDroppedWhileItsReaderStoodStill() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Console console = new Console(text -> {
            stopped.countDown();
            awaitQuietly(goOn);
            taken.add(text);
        });
        console.say("first");
        assertThat(stopped.await(5, TimeUnit.MINUTES)).isTrue();

        for (int i = 0; i < Console.MOST + 7; i++) {
            console.say("line " + i);
        }
        console.flush(Duration.ofMillis(10)); // does not wait for ever
        goOn.countDown();
        console.flush(LONG);
        console.say("last");
        console.flush(LONG);

        assertThat(taken)
                .hasSize(Console.MOST + 3)
                .startsWith("first", "line 0")
                .endsWith("(7 messages are missing here)", "last");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
