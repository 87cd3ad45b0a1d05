package io.stoker.cli;

import io.stoker.node.LogTarget;
import io.stoker.task.Feature;
import io.stoker.task.MissingLibraryException;

/** Where the command {@code stoker} begins. Must not name any class of picocli, which may be missing. */
public final class Main {
    private static final int FAILED = 1;

    private Main() {}

    /** Runs one command and ends the JVM with its exit code, whatever happens: a node has threads that would stay. */
    public static void main(String[] args) {
        LogTarget.toOutput();
        StandardOutput output = StandardOutput.install();
        System.exit(output.code(run(output, args)));
    }

    /** Runs one command; returns its exit code. */
    static int run(StandardOutput output, String[] args) {
        try {
            Feature.COMMAND_LINE.requireLibraries();
        } catch (MissingLibraryException e) {
            System.err.println("stoker: " + e.getMessage());
            return FAILED;
        }
        return RootCommand.run(output, args);
    }
}
