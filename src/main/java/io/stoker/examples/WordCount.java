package io.stoker.examples;

import io.stoker.client.Stoker;
import io.stoker.client.multi.EngineView;
import io.stoker.client.multi.MultiEngineClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * How often each word occurs in many texts. To learn: {@code scatter} gives each engine its part of the texts, each
 * counts, and their counts are pulled and merged here. Texts travel through the client, so this pays only when much is
 * done with them; files would better be read where they lie.
 */
public final class WordCount extends Example {
    private static final int TEXTS = 64;
    private final Supplier<Integer> words =
            number("--words", 50_000, 1, 1_000_000, "How many words in each of " + TEXTS + " texts");

    WordCount() {
        super("Counts words in texts: scatter, count, merge.", "counts", "texts");
    }

    public static void main(String[] args) throws IOException {
        new WordCount().start(args);
    }

    @Override
    public void run(Stoker stoker) {
        MultiEngineClient mec = stoker.multiEngineClient();
        EngineView all = mec.all();
        List<String> texts = RandomTexts.of(TEXTS, words.get());

        Timed<Map<String, Integer>> parallel = Timed.warm(() -> count(all, texts));
        Timed<Map<String, Integer>> serial =
                Timed.of(() -> count(mec.on(all.targets().get(0)), texts));

        parallel.value().entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(10)
                .forEach(entry -> say("%10d %s", entry.getValue(), entry.getKey()));
        int sum = parallel.value().values().stream().mapToInt(count -> count).sum();
        check(sum == TEXTS * words.get(), "all words are counted, and not %d", sum);
        check(serial.value().equals(parallel.value()), "one engine alone counts the same");
        say("%s", new SpeedUp(serial.time(), parallel.time(), all.targets().size()));
    }

    private static Map<String, Integer> count(EngineView engines, List<String> texts) {
        engines.scatter("texts", texts);
        engines.execute("counts = texts.collectMany { it.toLowerCase(Locale.ROOT).findAll(/\\w+/) }.countBy { it }");
        Map<String, Integer> merged = new TreeMap<>();
        for (Object counts : engines.pull("counts")) {
            ((Map<?, ?>) counts).forEach((word, count) -> merged.merge((String) word, (Integer) count, Integer::sum));
        }
        return merged;
    }
}
