package io.stoker.cli.chaos;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Takes back what does not end by itself, each when its time has come, or all of it at once. */
final class Healing implements AutoCloseable {
    private final Set<Cure> due = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "chaos-healing");
        thread.setDaemon(true);
        return thread;
    });

    /** Not a record: the same cure may be due twice. */
    private final class Cure implements Runnable {
        private final Runnable what;

        Cure(Runnable what) {
            this.what = what;
        }

        @Override
        public void run() {
            if (due.remove(this)) {
                what.run();
            }
        }
    }

    /** Has this done after so long, once. */
    void after(Duration time, Runnable what) {
        Cure cure = new Cure(what);
        due.add(cure);
        var unused = timer.schedule(cure, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does now what is still to be done. */
    void all() {
        due.forEach(Cure::run);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        all();
    }
}
