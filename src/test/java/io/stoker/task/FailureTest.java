package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void aLongHeadIsCutForTheSakeOfTheCauses() {
        String causes = "Caused by: the root\n";
        assertThat(Failure.text("x".repeat(20_000), causes))
                .startsWith("xxx")
                .contains("… (cut, 20,000 characters in all)\n")
                .endsWith("Caused by: the root");
    }

    @Test
    void causesLongerThanAllThereIsRoomForAreCutAndLeaveRoomForTheHead() {
        for (int length = 8_000; length < 40_000; length += 1_000) {
            String text = Failure.text("it broke: " + "x".repeat(20_000) + "\n", "é".repeat(length / 2));
            assertThat(text).startsWith("it broke: xxx").contains("é");
            assertThat(Utf8.length(text)).isLessThanOrEqualTo(Failure.MAX_TEXT_BYTES);
        }
        assertThat(Failure.of(Failure.Kind.SYSTEM, "E", "m", "c".repeat(20_000)).text())
                .startsWith("E: m\nccc")
                .endsWith("c… (cut, 20,000 characters in all)");
    }
}
