package io.stoker.cli.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What is going to happen, in order of time. It follows from the seed and the other parameters alone.
 *
 * @param faults all of it
 */
record FaultPlan(List<PlannedFault> faults) {
    private static final long SHORTEST_MILLIS = 500;
    private static final long LONGEST_MILLIS = 10_000;

    /** How many of those that last could follow each other without a break within the whole time. */
    private static final int ROOM_FOR = 8;

    /**
     * Spreads faults over a time. Each kind happens at least once where there are enough of them.
     *
     * @param kinds those that can be done here
     * @throws IllegalArgumentException if there are to be faults and there are no kinds
     */
    static FaultPlan of(long seed, int count, Duration length, Set<Fault> kinds) {
        if (count > 0 && kinds.isEmpty()) {
            throw new IllegalArgumentException("there are no kinds of faults to choose from");
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<PlannedFault> plan = new ArrayList<>();
        double interval = length.toMillis() / (count + 1.0);
        for (Fault fault : shuffled(random, count, kinds)) {
            double jitter = random.nextDouble() - 0.5;
            long at = Math.round(interval * (plan.size() + 1 + jitter));
            Duration lasts = fault.lasts() ? lasting(random, length) : Duration.ZERO;
            plan.add(new PlannedFault(fault, Duration.ofMillis(at), lasts, random.nextInt()));
        }
        return new FaultPlan(List.copyOf(plan));
    }

    private static List<Fault> shuffled(SplittableRandom random, int count, Set<Fault> kinds) {
        // Not the set itself: its order may be another one each time.
        List<Fault> ordered = kinds.stream().sorted().toList();
        List<Fault> weighted = ordered.stream()
                .flatMap(fault -> Collections.nCopies(fault.weight(), fault).stream())
                .toList();
        List<Fault> faults = new ArrayList<>(ordered.subList(0, Math.min(count, ordered.size())));
        while (faults.size() < count) {
            faults.add(weighted.get(random.nextInt(weighted.size())));
        }
        Collections.shuffle(faults, new Random(random.nextLong()));
        return faults;
    }

    private static Duration lasting(SplittableRandom random, Duration length) {
        long longest = Math.max(SHORTEST_MILLIS, Math.min(LONGEST_MILLIS, length.toMillis() / ROOM_FOR));
        return Duration.ofMillis(random.nextLong(SHORTEST_MILLIS, longest + 1));
    }

    /** How many there are of a kind. */
    long count(Fault fault) {
        return faults.stream().filter(planned -> planned.fault() == fault).count();
    }
}
