package io.stoker.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells whether a process was started after a moment in this JVM's life.
 *
 * <p>On Linux a start is in hundredths of a second since boot, a clock that no JVM reads; but a thread has such a
 * start, too, so that a new one tells what it shows now. Elsewhere starts are instants.
 */
final class ProcessClock {
    private static final long NANOS_A_TICK = 10_000_000;
    private static final int START_BEHIND_NAME = 19;

    private ProcessClock() {}

    /** A moment; cheap to take. */
    record Moment(long nanos, long millis) {
        static Moment now() {
            return new Moment(System.nanoTime(), System.currentTimeMillis());
        }
    }

    /** The processes among these that were started since; one that was started 20 ms before may be among them. */
    static Stream<ProcessHandle> startedSince(Moment moment, Stream<ProcessHandle> processes) {
        long now = ticksNow();
        if (now < 0) {
            Instant instant = Instant.ofEpochMilli(moment.millis());
            return processes.filter(process -> process.info()
                    .startInstant()
                    .filter(start -> !start.isBefore(instant))
                    .isPresent());
        }
        long then = now - (System.nanoTime() - moment.nanos()) / NANOS_A_TICK - 1;
        return processes.filter(process -> start(Path.of("/proc/" + process.pid() + "/stat")) >= then);
    }

    /** -1 where there is no such clock. */
    private static long ticksNow() {
        Path tasks = Path.of("/proc/self/task");
        if (!Files.isDirectory(tasks)) {
            return -1;
        }
        long[] latest = {-1};
        Thread fresh = new Thread(
                () -> {
                    try (Stream<Path> threads = Files.list(tasks)) {
                        latest[0] = threads.mapToLong(thread -> start(thread.resolve("stat")))
                                .max()
                                .orElse(-1);
                    } catch (IOException e) {
                        latest[0] = -1; // as without /proc
                    }
                },
                "stoker-clock");
        fresh.start();
        joinUninterruptibly(fresh);
        return latest[0];
    }

    /** The thread that asks may be that of an attempt that was interrupted. */
    private static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static long start(Path stat) {
        return stat(stat)
                .map(fields -> Long.parseLong(fields[START_BEHIND_NAME]))
                .orElse(-1L);
    }

    /** The fields behind the name, which may hold anything; empty where there is no such process. */
    static Optional<String[]> stat(Path file) {
        try {
            String stat = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
            return Optional.of(fields).filter(all -> all.length > START_BEHIND_NAME);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
