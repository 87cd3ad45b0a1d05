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
 * A histogram of more random numbers than anybody would send around. To learn: the data stay where they are made;
 * {@code scatter} says who makes which, and only the counts travel, to be summed here.
 */
public final class ParallelHistogram extends Example {
    private static final int SEEDS = 64;
    private static final String HISTOGRAM = """
            @groovy.transform.CompileStatic
            static int[] histogram(List<Integer> seeds, int numbers) {
                int[] counts = new int[16]
                for (int seed : seeds) {
                    def random = new SplittableRandom(seed)
                    for (int i = 0; i < numbers; i++) {
                        int bin = (int) Math.floor(8 + 2 * random.nextGaussian())
                        counts[Math.min(15, Math.max(0, bin))]++
                    }
                }
                return counts
            }""";

    private final Supplier<Integer> numbers =
            number("--numbers", 3_000_000, 1, 30_000_000, "How many numbers for each of " + SEEDS + " seeds");

    ParallelHistogram() {
        super("A histogram of data that never leave their engines.", "counts", "histogram", "numbers", "seeds");
    }

    public static void main(String[] args) throws IOException {
        new ParallelHistogram().start(args);
    }

    @Override
    public void run(Stoker stoker) {
        MultiEngineClient mec = stoker.multiEngineClient();
        EngineView all = mec.all();
        all.pushFunction("histogram", HISTOGRAM);
        all.push("numbers", numbers.get());

        Timed<int[]> parallel = Timed.warm(() -> histogram(all));
        Timed<int[]> serial = Timed.of(() -> histogram(mec.on(all.targets().get(0))));

        int highest = Arrays.stream(parallel.value()).max().orElse(1);
        for (int count : parallel.value()) {
            say("%10d %s", count, "#".repeat((int) (60L * count / highest)));
        }
        long sum = Arrays.stream(parallel.value()).asLongStream().sum();
        check(sum == (long) SEEDS * numbers.get(), "all numbers are counted, and not %d", sum);
        check(Arrays.equals(serial.value(), parallel.value()), "one engine alone counts the same");
        say("%s", new SpeedUp(serial.time(), parallel.time(), all.targets().size()));
    }

    private static int[] histogram(EngineView engines) {
        List<Integer> seeds = IntStream.range(0, SEEDS).boxed().toList();
        engines.scatter("seeds", seeds);
        engines.execute("counts = histogram(seeds, numbers)");
        return engines.pull("counts").stream()
                .map(int[].class::cast)
                .reduce(ParallelHistogram::sum)
                .orElseThrow();
    }

    private static int[] sum(int[] a, int[] b) {
        return IntStream.range(0, a.length).map(i -> a[i] + b[i]).toArray();
    }
}
