package io.stoker.http;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the number of open connections. A new one beyond the limit takes the place of the one that has been without a
 * request for longest, so that nobody keeps others out by opening many; it is refused only if all are busy.
 */
final class Connections {
    private final int most;
    private final Set<Connection> idle = new LinkedHashSet<>();
    private int busy;

    Connections(int most) {
        this.most = most;
    }

    /** What is known of one connection. Any thread. */
    final class Connection {
        private final Runnable close;
        private boolean open = true;
        private boolean working;
        private volatile boolean streaming;

        private Connection(Runnable close) {
            this.close = close;
        }

        /** A request has come. */
        void begin() {
            synchronized (Connections.this) {
                if (open && !working) {
                    working = true;
                    idle.remove(this);
                    busy++;
                }
            }
        }

        /** Its answer comes bit by bit from now on, until that {@link #end}s: silence is a part of it. */
        void stream() {
            streaming = true;
        }

        /** Whether an answer comes bit by bit. */
        boolean isStreaming() {
            return streaming;
        }

        /** The answer is given. */
        void end() {
            streaming = false;
            synchronized (Connections.this) {
                if (open && working) {
                    working = false;
                    busy--;
                    idle.add(this);
                }
            }
        }

        /** It is no longer open, whoever has closed it. */
        void closed() {
            synchronized (Connections.this) {
                if (open) {
                    open = false;
                    if (working) {
                        busy--;
                    } else {
                        idle.remove(this);
                    }
                }
            }
        }
    }

    /**
     * Takes in a new connection.
     *
     * @param close closes it; called at most once, by any thread, which must not wait
     * @return null if there is no room for it
     */
    @Nullable
    Connection open(Runnable close) {
        Connection evicted = null;
        Connection fresh = new Connection(close);
        synchronized (this) {
            if (busy + idle.size() >= most) {
                if (idle.isEmpty()) {
                    return null;
                }
                evicted = idle.iterator().next();
                evicted.closed();
            }
            idle.add(fresh);
        }
        if (evicted != null) {
            evicted.close.run();
        }
        return fresh;
    }

    /** How many are open. */
    synchronized int size() {
        return busy + idle.size();
    }
}
