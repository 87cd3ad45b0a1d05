package io.stoker.examples;

import io.stoker.client.Stoker;
import io.stoker.client.multi.EngineView;
import io.stoker.client.multi.MultiEngineClient;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * How far apart neighbouring eigenvalues of random symmetric matrices lie: not as random numbers do, for they repel
 * each other. Wigner guessed the distribution in 1956, nearly exactly. To learn: {@code scatter}, {@code execute},
 * {@code gather}: what a science program is made of. Seeds make one engine and four find the same numbers.
 */
public final class RandomMatrix extends Example {
    private static final double BIN = 0.25;
    private static final int BINS = 12;

    private final Supplier<Integer> matrices = number("--matrices", 3000, 1, 1_000_000, "How many matrices");
    private final Supplier<Integer> size = number("--size", 20, 8, 500, "How many rows and columns each has");

    RandomMatrix() {
        super("Eigenvalues of random matrices against Wigner's surmise.", "found", "seeds", "size", "spacings");
    }

    public static void main(String[] args) throws IOException {
        new RandomMatrix().start(args);
    }

    @Override
    public void run(Stoker stoker) {
        MultiEngineClient mec = stoker.multiEngineClient();
        EngineView all = mec.all();
        all.pushFunction("spacings", Sources.read("spacings.groovy"));
        all.push("size", size.get());

        Timed<double[]> parallel = Timed.warm(() -> spacings(all));
        Timed<double[]> serial = Timed.of(() -> spacings(mec.on(all.targets().get(0))));

        check(Arrays.equals(serial.value(), parallel.value()), "one engine alone finds the same spacings");
        compare(parallel.value());
        say("%s", new SpeedUp(serial.time(), parallel.time(), all.targets().size()));
    }

    private double[] spacings(EngineView engines) {
        List<Integer> seeds = IntStream.range(0, matrices.get()).boxed().toList();
        engines.scatter("seeds", seeds);
        engines.execute("found = seeds.collectMany { spacings(it, size).toList() } as double[]");
        return engines.gather("found", double[].class);
    }

    private static void compare(double[] spacings) {
        double mean = Arrays.stream(spacings).average().orElseThrow();
        say("spacing / mean     found  Wigner");
        for (int bin = 0; bin < BINS; bin++) {
            double from = bin * BIN;
            double to = from + BIN;
            double found = (double) Arrays.stream(spacings)
                            .map(s -> s / mean)
                            .filter(s -> from <= s && s < to)
                            .count()
                    / spacings.length;
            double wigner = beyond(from) - beyond(to);
            say("%4.2f to %4.2f     %6.3f  %6.3f  %s", from, to, found, wigner, "#".repeat((int) (200 * found)));
            double error = Math.sqrt(wigner / spacings.length);
            check(Math.abs(found - wigner) < 0.01 + 5 * error, "%.3f is about %.3f", found, wigner);
        }
    }

    /** The part of the spacings that are longer than this many mean ones, by Wigner's surmise. */
    private static double beyond(double spacing) {
        return Math.exp(-Math.PI / 4 * spacing * spacing);
    }
}
