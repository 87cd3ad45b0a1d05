package io.stoker;

import java.io.IOException;

/** The programs of this machine that some tests need. */
public final class Programs {
    private Programs() {}

    /** Whether this command can be run, and ends with 0; false if there is no such program. */
    public static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
