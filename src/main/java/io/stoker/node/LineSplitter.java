package io.stoker.node;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts bytes into lines. One without an end is handed on in pieces: no child can fill the launcher's heap. */
final class LineSplitter {
    static final int LONGEST = 64 << 10;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();

    LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Reads until the input ends, whether it closes or breaks. */
    void readAll(InputStream input) {
        byte[] buffer = new byte[8192];
        try {
            for (int n = input.read(buffer); n >= 0; n = input.read(buffer)) {
                take(buffer, n);
            }
        } catch (IOException e) {
            // A pipe that breaks has ended all the same.
        }
        if (open.size() > 0) {
            handOn();
        }
    }

    void take(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                handOn();
            } else {
                open.write(bytes[i]);
                if (open.size() >= LONGEST) {
                    handOn();
                }
            }
        }
    }

    private void handOn() {
        String line = open.toString(StandardCharsets.UTF_8);
        open.reset();
        lines.accept(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    }
}
