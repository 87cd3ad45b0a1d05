package io.stoker.task;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/** Exceptions that can be sent. */
final class Sendable {
    private Sendable() {}

    /** This one, or what stands for it if it has something in it that cannot be sent. */
    static Throwable of(Throwable thrown) {
        try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            out.writeObject(thrown);
            return thrown;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            UnsentException stand = new UnsentException(
                    thrown.getClass().getName(), Messages.of(thrown), "which could not be sent: " + Messages.of(e));
            stand.setStackTrace(thrown.getStackTrace());
            return stand;
        }
    }
}
