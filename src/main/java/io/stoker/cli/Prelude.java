package io.stoker.cli;

import io.stoker.node.NodeException;
import io.stoker.task.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file whose text every engine runs before its first task. */
final class Prelude {
    /** Each engine compiles it before it can do anything. */
    private static final int MAX_BYTES = 64 << 10;

    private Prelude() {}

    /** Its text, as it is now: an engine that is restarted later runs the same as the others. */
    static String read(Path file) {
        try {
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw new NodeException("the prelude " + file + " has " + size + " bytes, but at most " + MAX_BYTES
                        + " are allowed: move code into a jar on the class path");
            }
            return SourceText.decode(Files.readAllBytes(file), "the prelude " + file);
        } catch (IOException e) {
            throw new NodeException("cannot read the prelude " + file + ": " + e, e);
        }
    }
}
