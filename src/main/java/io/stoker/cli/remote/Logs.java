package io.stoker.cli.remote;

import io.stoker.cli.remote.CallException.Kind;
import io.stoker.task.Visible;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Shows logs of this machine, and what tasks print. */
public final class Logs {
    private static final String SUFFIX = ".log";
    private static final int BETWEEN_LOOKS_MILLIS = 250;
    private static final int LONGEST_SILENCE_MILLIS = 0; // none: a task may print nothing for days

    private final Output output;

    /** For a person. */
    public Logs(Output output) {
        this.output = output;
    }

    /**
     * Prints the end of a log.
     *
     * @param folder of the logs
     * @param words which one: {@code controller}, {@code engine 3}; empty for the controller's
     * @param count of lines
     * @param follow whether to print what is added until the command is ended
     * @return the exit code
     */
    public int print(Path folder, List<String> words, int count, boolean follow) {
        Path log = find(folder, words);
        try (LogFollower follower = new LogFollower(log, line -> output.line(Visible.line(line)))) {
            follower.showLast(count);
            while (follow) {
                Pauses.REAL.pause(BETWEEN_LOOKS_MILLIS);
                follower.showMore();
            }
            return ExitCodes.DONE;
        } catch (IOException e) {
            throw new CallException(ExitCodes.UNKNOWN, Kind.REFUSED, "cannot read " + log + ": " + e);
        }
    }

    /** Engines that share a process share a log. */
    static Path find(Path folder, List<String> words) {
        String stem = words.isEmpty() ? "controller" : String.join("-", words);
        List<String> all = stems(folder);
        if (all.contains(stem)) {
            return folder.resolve(stem + SUFFIX);
        }
        return all.stream()
                .filter(one -> isShared(one, stem))
                .findFirst()
                .map(one -> folder.resolve(one + SUFFIX))
                .orElseThrow(() -> new CallException(
                        ExitCodes.UNKNOWN,
                        Kind.REFUSED,
                        "there is no log '" + Visible.line(stem) + "' in " + folder
                                + (all.isEmpty() ? "" : "; there are " + String.join(", ", all))));
    }

    private static boolean isShared(String log, String stem) {
        if (!log.matches("engines-\\d{1,9}-\\d{1,9}") || !stem.matches("engine-\\d{1,9}")) {
            return false;
        }
        String[] range = log.split("-");
        int engine = Integer.parseInt(stem.substring(stem.indexOf('-') + 1));
        return Integer.parseInt(range[1]) <= engine && engine <= Integer.parseInt(range[2]);
    }

    private static List<String> stems(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new CallException(ExitCodes.UNKNOWN, Kind.REFUSED, "cannot read " + folder + ": " + e);
        }
    }

    /**
     * Prints what a task has printed.
     *
     * @param follow whether to print it while the task runs, until its end
     * @return the exit code
     */
    public int ofTask(Api api, long id, boolean follow) {
        String path = "/tasks/" + id + "/output" + (follow ? "?follow=true" : "");
        HttpURLConnection call = api.open(Request.get(path).within(LONGEST_SILENCE_MILLIS));
        try (InputStream in = call.getInputStream()) {
            if (call.getResponseCode() == Answer.ACCEPTED) {
                JsonObject task = JsonObject.parse(in.readAllBytes());
                output.note("task " + id + " is " + task.text("state") + ": -f shows what it prints while it runs");
                return ExitCodes.TIMED_OUT;
            }
            copy(in);
            return ExitCodes.DONE;
        } catch (IOException e) {
            throw new CallException(Kind.LOST, "the output of task " + id + " breaks off: " + e.getMessage(), e);
        }
    }

    private void copy(InputStream in) throws IOException {
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
        char[] part = new char[8 << 10];
        int length;
        while ((length = reader.read(part)) >= 0) {
            String text = new String(part, 0, length);
            output.out().print(output.isTerminal() ? Visible.of(text) : text);
            output.out().flush();
        }
    }
}
