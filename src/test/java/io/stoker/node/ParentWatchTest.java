package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParentWatchTest {
    private static final UUID INSTANCE = UUID.randomUUID();

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final PipedOutputStream parent = new PipedOutputStream();

    @BeforeEach
    void startWatching() throws IOException {
        ParentWatch watch = new ParentWatch(new PipedInputStream(parent), () -> heard.add("last resort"));
        watch.start(this::exited, () -> heard.add("end"));
    }

    @Test
    void shouldReadWhatIsHandedOverBeforeItListens() {
        Handover given = Handover.of(new GivenSettings(Map.of("a", "b"), ""), null);
        String lines = given.toLine() + "\nexited " + INSTANCE + " 3\n";
        ParentWatch watch = new ParentWatch(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), () -> {});

        assertThat(watch.handover()).isEqualTo(given);
        watch.start(this::exited, () -> {});

        await().untilAsserted(() -> assertThat(heard).containsExactly("3"));
    }

    @Test
    void shouldRefuseAnInputThatIsNoLaunchers() {
        for (String input : new String[] {"", "println 1\n"}) {
            ParentWatch watch =
                    new ParentWatch(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), () -> {});
            assertThatThrownBy(watch::handover)
                    .isInstanceOf(NodeException.class)
                    .hasMessageContaining("standard input");
        }
    }

    @Test
    void shouldHandOnExits() throws IOException {
        say("exited " + INSTANCE + " 137");

        await().untilAsserted(() -> assertThat(heard).containsExactly("137"));
    }

    @Test
    void shouldGoOnAfterALineItCannotUse() throws IOException {
        say("exited " + INSTANCE + " 666");
        say("what?");
        say("exited " + INSTANCE + " 1");

        await().untilAsserted(() -> assertThat(heard).containsExactly("666", "1"));
    }

    @Test
    void shouldPrepareForTheWorstBeforeItEndsTheNode() throws IOException {
        parent.close();

        await().untilAsserted(() -> assertThat(heard).containsExactly("last resort", "end"));
    }

    private void exited(NodeExited exit) {
        assertThat(exit.node()).isEqualTo(INSTANCE);
        heard.add(Integer.toString(exit.code()));
        if (exit.code() == 666) {
            throw new IllegalStateException("a call-back that fails, as this test wants it to");
        }
    }

    private void say(String line) throws IOException {
        parent.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        parent.flush();
    }
}
