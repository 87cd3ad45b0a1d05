package io.stoker.cli.remote;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time, as a command sees it that asks again and again. */
interface Pauses {
    Pauses REAL = new Pauses() {
        @Override
        public long millis() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        }

        @Override
        public void pause(long millis) {
            try {
                boolean never = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
                assert !never;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    };

    /** From some moment on. */
    long millis();

    /** Returns after that time. */
    void pause(long millis);
}
