package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(lines::add);

    @Test
    void shouldCutAtLineEndsWhereverTheBytesAreCut() {
        for (byte one : "é1\r\n\nlast".getBytes(StandardCharsets.UTF_8)) {
            splitter.take(new byte[] {one}, 1);
        }
        assertThat(lines).containsExactly("é1", "");

        splitter.readAll(new ByteArrayInputStream(new byte[0]));
        assertThat(lines).containsExactly("é1", "", "last");
    }

    @Test
    void shouldHandOnALineWithoutAnEndInPieces() {
        splitter.readAll(new ByteArrayInputStream(new byte[LineSplitter.LONGEST * 2 + 5]));

        assertThat(lines).extracting(String::length).containsExactly(LineSplitter.LONGEST, LineSplitter.LONGEST, 5);
    }
}
