package io.stoker.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What processes were started with. Java itself tells none of a command line of more than 4 KiB. */
final class CommandLines {
    private CommandLines() {}

    /** The command and its arguments; empty if the process has ended. */
    static List<String> of(ProcessHandle process) {
        try {
            byte[] all = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            return List.of(new String(all, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException e) {
            return List.of();
        }
    }
}
