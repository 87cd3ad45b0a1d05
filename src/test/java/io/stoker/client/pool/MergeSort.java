package io.stoker.client.pool;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** A library as others write them: it takes any {@link ExecutorService}, and its functions are serialisable. */
final class MergeSort {
    private MergeSort() {}

    private record Sort(int[] numbers) implements Callable<int[]>, Serializable {
        @Override
        public int[] call() {
            int[] sorted = numbers.clone();
            Arrays.sort(sorted);
            return sorted;
        }
    }

    private record Merge(int[] left, int[] right) implements Callable<int[]>, Serializable {
        @Override
        public int[] call() {
            int[] merged = new int[left.length + right.length];
            int l = 0;
            int r = 0;
            for (int i = 0; i < merged.length; i++) {
                boolean fromLeft = r == right.length || l < left.length && left[l] <= right[r];
                merged[i] = fromLeft ? left[l++] : right[r++];
            }
            return merged;
        }
    }

    /** The numbers, ascending: blocks of them are sorted at the same time, and then merged by twos. */
    static int[] sorted(int[] numbers, int blocks, ExecutorService pool)
            throws InterruptedException, ExecutionException {
        List<Callable<int[]>> steps = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            int from = numbers.length * i / blocks;
            int to = numbers.length * (i + 1) / blocks;
            steps.add(new Sort(Arrays.copyOfRange(numbers, from, to)));
        }
        List<int[]> parts = values(pool.invokeAll(steps));
        while (parts.size() > 1) {
            steps.clear();
            for (int i = 0; i + 1 < parts.size(); i += 2) {
                steps.add(new Merge(parts.get(i), parts.get(i + 1)));
            }
            List<int[]> merged = values(pool.invokeAll(steps));
            if (parts.size() % 2 == 1) {
                merged.add(parts.get(parts.size() - 1));
            }
            parts = merged;
        }
        return parts.get(0);
    }

    private static List<int[]> values(List<Future<int[]>> futures) throws InterruptedException, ExecutionException {
        List<int[]> values = new ArrayList<>();
        for (Future<int[]> future : futures) {
            values.add(future.get());
        }
        return values;
    }
}
