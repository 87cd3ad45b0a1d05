package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.Seeds;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final int MAX = Batches.MAX_BYTES;

    private static List<List<Integer>> cut(Integer... sizes) {
        return Batches.cut(List.of(sizes), size -> size);
    }

    @Test
    void nothingMakesNoMessage() {
        assertThat(cut()).isEmpty();
        assertThat(Batches.fit(List.<Integer>of(), 0, size -> size)).isZero();
        assertThat(Batches.fit(List.of(1), 1, size -> size)).isZero();
    }

    @Test
    void whatFitsExactlyStaysTogether() {
        assertThat(cut(MAX - 1, 1)).hasSize(1);
        assertThat(cut(MAX - 1, 1, 1)).containsExactly(List.of(MAX - 1, 1), List.of(1));
    }

    @Test
    void whatIsTooLargeTravelsAlone() {
        assertThat(cut(1, 3 * MAX, 1)).containsExactly(List.of(1), List.of(3 * MAX), List.of(1));
        assertThat(cut(MAX, MAX)).hasSize(2);
    }

    @Test
    void sizesThatTogetherAreBeyondAnIntAreNotAddedUpToLittle() {
        assertThat(cut(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE)).hasSize(3);
    }

    @Test
    void manyOfNoSizeAreOneMessage() {
        assertThat(Batches.cut(Collections.nCopies(10_000, 0), size -> size)).hasSize(1);
    }

    @Test
    void everythingTravelsOnceInOrderAndNoMessageCouldTakeMore() throws Exception {
        Seeds.each(2, BatchesTest::cut);
    }

    private static void cut(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            List<Integer> sizes = IntStream.range(0, random.nextInt(60))
                    .mapToObj(i -> random.nextInt(random.nextInt(10) == 0 ? 3 * MAX : MAX / 4))
                    .toList();
            List<List<Integer>> batches = Batches.cut(sizes, size -> size);
            assertThat(batches.stream().flatMap(List::stream)).containsExactlyElementsOf(sizes);
            for (int i = 0; i < batches.size(); i++) {
                List<Integer> batch = batches.get(i);
                assertThat(batch.size() == 1 || sum(batch) <= MAX).isTrue();
                if (i + 1 < batches.size()) {
                    assertThat(sum(batch) + batches.get(i + 1).get(0)).isGreaterThan(MAX);
                }
            }
        }
    }

    private static int sum(List<Integer> sizes) {
        return sizes.stream().mapToInt(Integer::intValue).sum();
    }
}
