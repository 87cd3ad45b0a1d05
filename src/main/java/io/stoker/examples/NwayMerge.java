package io.stoker.examples;

import io.stoker.client.Stoker;
import io.stoker.client.multi.EngineView;
import io.stoker.client.multi.MultiEngineClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Merges sorted lists, one on each engine, of which only the beginnings are here at any time. To learn: an iterator
 * that stays on its engine, asked for the next piece before it is needed ({@code pending}); its end is an exception
 * there, and arrives in a {@code CompositeException}. The pieces take a while, as if they were read from slow disks.
 */
public final class NwayMerge extends Example {
    private static final String PIECE_OF = """
            { n ->
                def piece = [rest.next()] // throws at the end
                while (piece.size() < n && rest.hasNext()) piece << rest.next()
                sleep(1000 * seconds as long)
                piece
            }""";

    private final Supplier<Integer> numbers = number("--numbers", 20_000, 0, 10_000_000, "How many numbers in all");
    private final Supplier<Double> time = seconds("--seconds", 0.03, "How long a piece of 200 numbers takes");

    /** The least number of a stream that has not been merged. */
    private record Head(int number, RemoteStream rest) {}

    NwayMerge() {
        super("Merges sorted streams from all engines, piece by piece.", "numbers", "pieceOf", "rest", "seconds");
    }

    public static void main(String[] args) throws IOException {
        new NwayMerge().start(args);
    }

    @Override
    public void run(Stoker stoker) {
        MultiEngineClient mec = stoker.multiEngineClient();
        EngineView all = mec.all();
        int[] unsorted =
                new SplittableRandom(1).ints(numbers.get(), 0, 1_000_000).toArray();
        all.scatter("numbers", unsorted);
        all.push("seconds", time.get());
        all.pushFunction("pieceOf", PIECE_OF);

        Timed<List<Integer>> parallel = Timed.of(() -> merge(streams(mec, all, true)));
        Timed<List<Integer>> serial = Timed.of(() -> merge(streams(mec, all, false)));

        List<Integer> sorted = Arrays.stream(unsorted).sorted().boxed().toList();
        say("%d numbers from %d streams", parallel.value().size(), all.targets().size());
        check(parallel.value().equals(sorted), "the merged streams are sorted and complete");
        check(serial.value().equals(sorted), "so they are when one piece is asked for at a time");
        say("%s", new SpeedUp(serial.time(), parallel.time(), all.targets().size()));
    }

    private static List<RemoteStream> streams(MultiEngineClient mec, EngineView all, boolean ahead) {
        all.execute("rest = numbers.toList().sort().iterator()");
        return all.targets().stream()
                .map(id -> new RemoteStream(mec.on(id), ahead))
                .toList();
    }

    private static List<Integer> merge(List<RemoteStream> streams) {
        PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparingInt(Head::number));
        streams.forEach(stream -> advance(stream, heads));
        List<Integer> merged = new ArrayList<>();
        while (!heads.isEmpty()) {
            Head least = heads.remove();
            merged.add(least.number());
            advance(least.rest(), heads);
        }
        return merged;
    }

    private static void advance(RemoteStream stream, PriorityQueue<Head> heads) {
        if (stream.hasNext()) {
            heads.add(new Head(stream.next(), stream));
        }
    }
}
