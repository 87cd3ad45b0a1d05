package io.stoker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.Seeds;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdSetTest {
    private static final long ALL = 3 * IdSet.CHUNK;

    private static LongStream seeds() {
        return Seeds.of(3);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isWhatASetOfNumbersIs(long seed) {
        RandomGenerator random = new java.util.Random(seed);
        IdSet set = new IdSet();
        TreeSet<Long> model = new TreeSet<>();
        for (int step = 0; step < 200; step++) {
            long from = random.nextLong(ALL);
            long to = Math.min(ALL - 1, from + random.nextLong(random.nextBoolean() ? 3 : 2 * IdSet.CHUNK));
            boolean in = random.nextBoolean();
            if (random.nextBoolean()) {
                set.set(from, to, in);
            } else {
                set.set(IdSet.of(from, to), in);
            }
            LongStream.rangeClosed(from, to).forEach(in ? model::add : model::remove);
            assertThat(set.ids().toArray()).as("seed %s", seed).isEqualTo(array(model));
        }
        assertThat(set.count()).isEqualTo(model.size());
        assertThat(set.isEmpty()).isEqualTo(model.isEmpty());
        assertThat(LongStream.range(0, ALL).filter(set::contains).toArray()).isEqualTo(array(model));
        List<Long> inRuns = new ArrayList<>();
        set.forEachRun((from, to) -> {
            assertThat(set.contains(from - 1) || set.contains(to + 1)).isFalse();
            LongStream.rangeClosed(from, to).forEach(inRuns::add);
        });
        assertThat(inRuns).containsExactlyElementsOf(model);
        List<Long> missing = new ArrayList<>();
        set.forEachGap(
                5, ALL + 5, (from, to) -> LongStream.rangeClosed(from, to).forEach(missing::add));
        assertThat(missing)
                .containsExactlyElementsOf(LongStream.rangeClosed(5, ALL + 5)
                        .filter(id -> !model.contains(id))
                        .boxed()
                        .toList());
    }

    private static long[] array(TreeSet<Long> ids) {
        return ids.stream().mapToLong(id -> id).toArray();
    }

    @Test
    void keepsWhatIsInBothAndForgetsWhatIsEmpty() {
        IdSet set = IdSet.of(0, 2 * IdSet.CHUNK);
        set.retain(IdSet.of(7, 8));
        assertThat(set).isEqualTo(IdSet.of(7, 8)).hasToString("[7-8]");
        set.set(7, 8, false);
        assertThat(set.isEmpty()).isTrue();
        assertThat(set).isEqualTo(new IdSet());
        assertThat(IdSet.of(3, new BitSet()).isEmpty()).isTrue();
    }

    @Test
    void aGapMayReachBeyondAllIds() {
        List<Long> gaps = new ArrayList<>();
        IdSet.of(3, 4).forEachGap(-5, Long.MAX_VALUE, (from, to) -> gaps.addAll(List.of(from, to)));
        assertThat(gaps).containsExactly(-5L, 2L, 5L, Long.MAX_VALUE);
    }
}
