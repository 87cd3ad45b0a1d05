package io.stoker.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Functions for engines, in Groovy, which lie beside the examples on the class path. */
public final class Sources {
    private Sources() {}

    /**
     * The text of one.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static String read(String name) {
        try (InputStream stream = Sources.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException(name + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
