package io.stoker.examples;

import io.stoker.client.Mapped;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How often each word occurs in many texts, by a Java function that counts those of one. To learn: a method reference
 * is enough, and the static fields of its class are set up at each engine; {@code asCompleted} gives results as they
 * come, in whatever order, so that they can be merged while others are still being computed.
 */
public final class WordFrequencies extends Example {
    private static final int TEXTS = 64;
    private static final int MOST_SHOWN = 10;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("\\W+");

    private final Supplier<Integer> words =
            number("--words", 50_000, 1, 1_000_000, "How many words in each of " + TEXTS + " texts");

    WordFrequencies() {
        super("Counts words in texts: a map of a Java function, merged as results come.");
    }

    public static void main(String[] args) throws IOException {
        new WordFrequencies().start(args);
    }

    @Override
    public void run(Stoker stoker) {
        TaskClient tc = stoker.taskClient();
        List<String> texts = RandomTexts.of(TEXTS, words.get());

        Timed<Map<String, Integer>> parallel = Timed.warm(() -> {
            try (Stream<Mapped<Map<String, Integer>>> counts = tc.mapper().asCompleted(WordFrequencies::count, texts)) {
                return merged(counts.map(Mapped::get));
            }
        });
        Timed<Map<String, Integer>> serial =
                Timed.of(() -> merged(texts.stream().map(WordFrequencies::count)));

        parallel.value().entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_SHOWN)
                .forEach(entry -> say("%10d %s", entry.getValue(), entry.getKey()));
        int sum = parallel.value().values().stream().mapToInt(count -> count).sum();
        check(sum == TEXTS * words.get(), "all words are counted, and not %d", sum);
        check(parallel.value().equals(serial.value()), "the engines count as this JVM does");
        say("%s", new SpeedUp(serial.time(), parallel.time(), stoker.engines().size()));
    }

    private static Map<String, Integer> count(String text) {
        Map<String, Integer> counts = new TreeMap<>();
        BETWEEN_WORDS.splitAsStream(text.toLowerCase(Locale.ROOT)).forEach(word -> counts.merge(word, 1, Integer::sum));
        return counts;
    }

    private static Map<String, Integer> merged(Stream<Map<String, Integer>> counts) {
        Map<String, Integer> merged = new TreeMap<>();
        counts.forEach(some -> some.forEach((word, count) -> merged.merge(word, count, Integer::sum)));
        return merged;
    }
}
