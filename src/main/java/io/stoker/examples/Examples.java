package io.stoker.examples;

import java.util.List;

/** All of the examples. */
public final class Examples {
    private Examples() {}

    /** One of each, the simple ones first. */
    public static List<Example> all() {
        return List.of(
                new FirstTask(),
                new HelloWorld(),
                new QueueWatch(),
                new TaskMap(),
                new Pi(),
                new WordFrequencies(),
                new Mandelbrot(),
                new Dependencies(),
                new TaskReject(),
                new TaskProfiler(),
                new MonteCarlo(),
                new Crawler(),
                new ParallelHistogram(),
                new WordCount(),
                new RandomMatrix(),
                new NwayMerge());
    }
}
