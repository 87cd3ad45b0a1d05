package io.stoker.cli.chaos;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One line of a client's journal. Every line says when it was written, in epoch milliseconds. */
sealed interface Entry {
    long at();

    /** The line, without its end. Blanks part its words. */
    String line();

    /** The tasks of these numbers are going to be submitted. */
    record Asking(long at, long[] numbers) implements Entry {
        @Override
        public String line() {
            return "asking " + at + " "
                    + Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(" "));
        }
    }

    /**
     * They were accepted.
     *
     * @param ids by number
     */
    record Got(long at, Map<Long, Long> ids) implements Entry {
        @Override
        public String line() {
            return "got " + at + " "
                    + ids.entrySet().stream()
                            .map(pair -> pair.getKey() + "=" + pair.getValue())
                            .collect(Collectors.joining(" "));
        }
    }

    /** A result has come. */
    record Seen(long at, long id, Workload.Reply reply) implements Entry {
        @Override
        public String line() {
            return "seen " + at + " " + id + " " + reply.number() + " " + reply.answer() + " " + reply.run();
        }
    }

    /** A task has ended without a reply. */
    record Failed(long at, long id, String why) implements Entry {
        @Override
        public String line() {
            return "failed " + at + " " + id + " " + why.replaceAll("\\s+", " ");
        }
    }

    /** Something that the client had not expected and went on after. */
    record Trouble(long at, String what) implements Entry {
        @Override
        public String line() {
            return "trouble " + at + " " + what.replaceAll("\\s+", " ");
        }
    }

    /** Reads {@link #line()} back; an {@link IllegalArgumentException} says that it is none. */
    static Entry of(String line) {
        String[] words = line.split(" ");
        try {
            long at = Long.parseLong(words[1]);
            return switch (words[0]) {
                case "asking" ->
                    new Asking(
                            at,
                            Arrays.stream(words)
                                    .skip(2)
                                    .mapToLong(Long::parseLong)
                                    .toArray());
                case "got" -> new Got(at, pairs(words));
                case "seen" ->
                    new Seen(
                            at,
                            Long.parseLong(words[2]),
                            new Workload.Reply(Long.parseLong(words[3]), Long.parseLong(words[4]), words[5]));
                case "failed" -> new Failed(at, Long.parseLong(words[2]), rest(words, 3));
                case "trouble" -> new Trouble(at, rest(words, 2));
                default -> throw new IllegalArgumentException("not a line of a journal: " + line);
            };
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not a line of a journal: " + line, e);
        }
    }

    private static Map<Long, Long> pairs(String[] words) {
        Map<Long, Long> ids = new TreeMap<>();
        Arrays.stream(words)
                .skip(2)
                .map(pair -> pair.split("="))
                .forEach(pair -> ids.put(Long.parseLong(pair[0]), Long.parseLong(pair[1])));
        return ids;
    }

    private static String rest(String[] words, int from) {
        return Arrays.stream(words).skip(from).collect(Collectors.joining(" "));
    }
}
