package io.stoker.trust;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An audit log with a thread that writes. It looks at the queue ten times a second at most, and sleeps where there is
 * nothing to write: a flood of submissions wakes it no more often than a single one. What the queue has no room for is
 * counted, and the log says how many events are missing.
 */
final class QueuedAuditLog implements AuditLog {
    static final int ROOM = 1 << 16;
    private static final long GATHER_MILLIS = 100;
    private static final long CLOSE_SECONDS = 5;

    /** @param event null for the end of the log */
    private record Told(Instant at, @Nullable AuditEvent event) {}

    private final AuditFile file;
    private final InstantSource clock;
    private final Consumer<String> onTrouble;
    private final BlockingQueue<Told> queue = new ArrayBlockingQueue<>(ROOM);
    private final AtomicLong withoutRoom = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "stoker-audit");

    // Of the thread only.
    private final AuditSecond second = new AuditSecond();
    private long unwritten;

    private QueuedAuditLog(AuditFile file, InstantSource clock, Consumer<String> onTrouble) {
        this.file = file;
        this.clock = clock;
        this.onTrouble = onTrouble;
    }

    static QueuedAuditLog start(AuditFile file, InstantSource clock, Consumer<String> onTrouble) {
        QueuedAuditLog log = new QueuedAuditLog(file, clock, onTrouble);
        log.thread.setDaemon(true);
        log.thread.start();
        return log;
    }

    @Override
    public void add(AuditEvent event) {
        if (!queue.offer(new Told(clock.instant(), event))) {
            withoutRoom.incrementAndGet();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        var unused = queue.offer(new Told(clock.instant(), null)); // where it has no room, the thread is awake anyway
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            boolean closed = false;
            while (!closed) {
                if (!second.hasLines()) {
                    take(queue.take());
                }
                closed = closing.await(GATHER_MILLIS, TimeUnit.MILLISECONDS);
                drain();
            }
        } catch (InterruptedException e) {
            // Nobody else knows this thread: it is the end of the process.
        }
        drain();
        write(second.flush(clock.instant()));
    }

    private void drain() {
        List<Told> batch = new ArrayList<>();
        queue.drainTo(batch);
        second.omit(withoutRoom.getAndSet(0));
        batch.forEach(this::take);
        Instant now = clock.instant();
        if (second.isDue(now)) {
            write(second.flush(now));
        }
    }

    private void take(Told told) {
        AuditEvent event = told.event();
        if (event != null) {
            write(second.add(told.at(), event));
        }
    }

    private void write(List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        List<String> all = new ArrayList<>(lines);
        if (unwritten > 0) {
            all.add(
                    0,
                    new AuditLine(clock.instant(), "unwritten").count(unwritten).toString());
        }
        try {
            file.appendAndRotate(all);
        } catch (IOException | RuntimeException e) {
            if (unwritten == 0) {
                onTrouble.accept("the audit log " + file.path() + " cannot be written (" + e
                        + "): its lines are dropped until it can");
            }
            unwritten += lines.size();
            return;
        }
        if (unwritten > 0) {
            unwritten = 0;
            onTrouble.accept("the audit log " + file.path() + " can be written again");
        }
    }
}
