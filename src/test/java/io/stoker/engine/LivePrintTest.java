package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.wire.ToCaller.Printed;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LivePrintTest {
    private final LivePrint print = new LivePrint(7);

    private void print(boolean error, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        print.printed(error, bytes, 0, bytes.length);
    }

    @Test
    void whatIsPrintedGathersInOrderUntilItIsTaken() {
        print(false, "a");
        print(false, "b\n");
        print(true, "c");
        print(false, "d");
        assertThat(print.take())
                .containsExactly(new Printed(7, false, "ab\n"), new Printed(7, true, "c"), new Printed(7, false, "d"));
        assertThat(print.take()).isEmpty();
    }

    @Test
    void aCharacterThatComesInPartsIsWhole() {
        byte[] bytes = "ü漢🔥".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            print.printed(false, bytes, i, 1);
        }
        assertThat(print.take()).containsExactly(new Printed(7, false, "ü漢🔥"));
    }

    @Test
    void aFloodIsCutAndSaysSo() {
        print(false, "x".repeat(1_000_000));
        print(true, "y");
        assertThat(print.take())
                .satisfiesExactly(first -> assertThat(first.text()).hasSize(65_536), note -> {
                    assertThat(note.error()).isTrue();
                    assertThat(note.text()).contains("934465 bytes were printed too fast");
                });
        print(false, "z");
        assertThat(print.take()).containsExactly(new Printed(7, false, "z"));
    }
}
