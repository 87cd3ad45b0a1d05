package io.stoker.cli.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What runs have left behind.
 *
 * @param runs how many runs there were
 * @param tasks of how many tasks
 * @param names what each run was called
 * @param repeated attempts that were run more than once, as "task 7, attempt 2"
 */
record ExecutionLog(int runs, int tasks, Set<String> names, List<String> repeated) {
    private static final int WORDS = 4;

    /** Reads what is in the folder: a file for each engine, a line for each run. */
    static ExecutionLog read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> lines = new ArrayList<>();
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file));
            }
            return of(lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the marks in " + folder, e);
        }
    }

    /** What these lines tell: task, attempt, number, run. A line that a kill has cut short is no run. */
    static ExecutionLog of(List<String> lines) {
        Set<String> tasks = new HashSet<>();
        Set<String> attempts = new HashSet<>();
        Set<String> names = new HashSet<>();
        List<String> repeated = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            if (words.length == WORDS && names.add(words[3])) {
                tasks.add(words[0]);
                String attempt = "task " + words[0] + ", attempt " + words[1];
                if (!attempts.add(attempt)) {
                    repeated.add(attempt);
                }
            }
        }
        return new ExecutionLog(names.size(), tasks.size(), names, repeated);
    }
}
