package io.stoker.examples;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Pi by throwing darts at a square: the part of them that hits the quarter circle in it is about pi / 4. To learn:
 * {@code tc.map} calls a Java function for each element, on all engines, and returns the results in order. The lambda
 * captures a number, and not this example, which cannot be sent. Because of the seeds the result is the same on any
 * engines.
 */
public final class Pi extends Example {
    /** By chance, 1 result in 1.7 million is farther away. */
    private static final double MOST_ERRORS = 5;

    private final Supplier<Integer> seeds = number("--seeds", 100, 1, 100_000, "How many times darts are thrown");
    private final Supplier<Integer> darts = number("--darts", 1_000_000, 1, 1_000_000_000, "How many darts each time");

    Pi() {
        super("Pi by random numbers: a map of a Java function.");
    }

    public static void main(String[] args) throws IOException {
        new Pi().start(args);
    }

    @Override
    public void run(Stoker stoker) {
        TaskClient tc = stoker.taskClient();
        List<Long> seeds = LongStream.range(0, this.seeds.get()).boxed().toList();
        int darts = this.darts.get();

        Timed<List<Long>> parallel = Timed.warm(() -> tc.map(seed -> hits(seed, darts), seeds));
        Timed<List<Long>> serial =
                Timed.of(() -> seeds.stream().map(seed -> hits(seed, darts)).toList());

        double thrown = (double) darts * seeds.size();
        double pi = 4 * parallel.value().stream().mapToLong(hits -> hits).sum() / thrown;
        double error = Math.sqrt(Math.PI * (4 - Math.PI) / thrown);
        say("pi is %.6f, give or take %.6f", pi, error);
        check(Math.abs(pi - Math.PI) <= MOST_ERRORS * error, "pi is about %f", pi);
        check(parallel.value().equals(serial.value()), "the engines count as this JVM does");
        say("%s", new SpeedUp(serial.time(), parallel.time(), stoker.engines().size()));
    }

    private static long hits(long seed, int darts) {
        SplittableRandom random = new SplittableRandom(seed);
        long hits = 0;
        for (int i = 0; i < darts; i++) {
            double x = random.nextDouble();
            double y = random.nextDouble();
            if (x * x + y * y < 1) {
                hits++;
            }
        }
        return hits;
    }
}
