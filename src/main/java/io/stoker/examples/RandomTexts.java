package io.stoker.examples;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts for the examples that count words. */
final class RandomTexts {
    private static final List<String> WORDS = List.of(
            "the", "of", "and", "to", "a", "in", "is", "it", "engine", "that", "was", "for", "on", "are", "with", "as",
            "they", "be", "at", "one", "task", "have", "this", "from", "or", "had", "by", "fire", "but", "what", "some",
            "we", "can", "out", "other", "were", "all", "there", "when", "stoker", "use", "your", "how", "said",
            "coal");

    private RandomTexts() {}

    /** So many texts of so many words: always the same ones. */
    static List<String> of(int texts, int words) {
        return IntStream.range(0, texts).mapToObj(seed -> text(seed, words)).toList();
    }

    /** Some words oftener than others. */
    private static String text(int seed, int words) {
        return new SplittableRandom(seed)
                .doubles(words)
                .mapToObj(x -> WORDS.get((int) (WORDS.size() * x * x)))
                .collect(Collectors.joining(" ", "", "."));
    }
}
