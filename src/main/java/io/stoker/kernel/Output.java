package io.stoker.kernel;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Captures what threads print to {@code System.out} and {@code System.err}.
 *
 * <p>While there is a capture, the two are replaced by streams that ask which capture the printing thread belongs to:
 * its own, or that of the thread which started it. A thread of none, or of one that was closed, may serve whoever gives
 * it work, as one of a pool; it belongs to the open capture that has taken it for a helper. All others print where they
 * would without any. After the last capture the program has the streams back that it had before the first.
 */
public final class Output {
    /** How many bytes of output and error output together a {@link Capture} keeps. */
    public static final int MAX_BYTES = 64 << 10;

    private static final InheritableThreadLocal<@Nullable Capture> CURRENT = new InheritableThreadLocal<>() {
        @Override
        protected @Nullable Capture childValue(@Nullable Capture inherited) {
            Capture current = current(inherited);
            return current == null ? inherited : current;
        }
    };
    private static final Logger LOG = LoggerFactory.getLogger(Output.class);
    private static final Listener NOBODY = (error, bytes, offset, length) -> {};

    /** Those that have helpers. */
    private static final List<Capture> OPEN = new CopyOnWriteArrayList<>();

    /** Of a thread whose output is not to be captured for now. */
    private static final Capture ASIDE = new Capture(null, NOBODY, null);

    private static final Route OUT = new Route(() -> System.out, System::setOut, false);
    private static final Route ERR = new Route(() -> System.err, System::setErr, true);

    /** How many hold the two. */
    private static int holders;

    private Output() {}

    /** Hears what is printed while it is printed. */
    public interface Listener {
        /**
         * Called on the thread that prints, which goes on when it returns, with the stream's lock held; must not keep
         * the bytes. Whatever it throws is not the business of who prints: it is logged, and this listener hears
         * nothing more. What it prints itself goes where it would without a capture.
         */
        void printed(boolean error, byte[] bytes, int offset, int length);
    }

    /** Captures what this thread, and every thread it starts from now on, prints until the capture is closed. */
    public static Capture capture() {
        return capture(NOBODY);
    }

    /** As {@link #capture()}, with somebody who hears it at once. */
    public static Capture capture(Listener listener) {
        return begin(listener, null);
    }

    /** As {@link #capture()}, with helpers. */
    public static Capture capture(Predicate<Thread> helpers) {
        return capture(NOBODY, helpers);
    }

    /**
     * As {@link #capture()}, with somebody who hears it at once and with helpers.
     *
     * @param helpers of the threads that belong to no open capture, those that are taken to work for this one; asked on
     *     the thread that prints
     */
    public static Capture capture(Listener listener, Predicate<Thread> helpers) {
        return begin(listener, helpers);
    }

    /**
     * Holds the two streams until this is closed, also while there is no capture, in a JVM that belongs to engines:
     * streams that a task sets and leaves there are gone when it has ended.
     */
    public static Hold hold() {
        install(1);
        return () -> install(-1);
    }

    /** What is held until it is closed. */
    public interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    private static Capture begin(Listener listener, @Nullable Predicate<Thread> helpers) {
        install(1);
        Capture capture = new Capture(CURRENT.get(), listener, helpers);
        CURRENT.set(capture);
        if (helpers != null) {
            OPEN.add(capture);
        }
        return capture;
    }

    private static synchronized void install(int more) {
        boolean first = holders == 0;
        holders += more;
        OUT.install(first, holders == 0);
        ERR.install(first, holders == 0);
    }

    /** Where this thread's output goes, or null for where it always went. */
    private static @Nullable Capture current() {
        return current(CURRENT.get());
    }

    @SuppressWarnings("ReferenceEquality") // there is one only
    private static @Nullable Capture current(@Nullable Capture own) {
        if (own == ASIDE) {
            return null;
        }
        if (own != null && !own.closed) {
            return own;
        }
        Thread thread = Thread.currentThread();
        for (Capture open : OPEN) {
            if (open.helpers != null && open.helpers.test(thread)) {
                return open;
            }
        }
        return null;
    }

    /**
     * What was printed to one of the two.
     *
     * @param text the tail of it. Its first line says how much is gone before it, if any is
     * @param bytes how many it was in all
     */
    public record Printed(String text, long bytes) {
        /** Nothing at all. */
        public static final Printed NOTHING = new Printed("", 0);
    }

    /** The tail of what was printed since {@link #capture()}. It can be read before and after it was closed. */
    public static final class Capture implements AutoCloseable {
        private final Tail out = new Tail(MAX_BYTES);
        private final Tail err = new Tail(MAX_BYTES);
        private final @Nullable Capture outer;
        private final @Nullable Predicate<Thread> helpers;
        private volatile Listener listener;
        private volatile boolean closed;

        private Capture(@Nullable Capture outer, Listener listener, @Nullable Predicate<Thread> helpers) {
            this.outer = outer;
            this.helpers = helpers;
            this.listener = listener;
        }

        private void write(boolean error, byte[] bytes, int offset, int length) {
            (error ? err : out).write(bytes, offset, length);
            if (listener != NOBODY) {
                tell(error, bytes, offset, length);
            }
        }

        private void tell(boolean error, byte[] bytes, int offset, int length) {
            Capture own = CURRENT.get();
            CURRENT.set(ASIDE);
            try {
                listener.printed(error, bytes, offset, length);
            } catch (StackOverflowError | OutOfMemoryError e) {
                // It is the printing thread that has no room left, as it will find at its own next step.
            } catch (Throwable e) {
                listener = NOBODY;
                LOG.warn("output is no longer passed on while it is printed: its listener has thrown an exception", e);
            } finally {
                CURRENT.set(own);
            }
        }

        /** The tail of what was printed. Its first line says how much is gone before it, if any is. */
        public String stdout() {
            return out().text();
        }

        /** The tail of what was printed, and how much it was. */
        public Printed out() {
            return out.printed(share(err));
        }

        /** The same of what was printed as errors. */
        public Printed err() {
            return err.printed(share(out));
        }

        /** The tail of what was printed as errors. Its first line says how much is gone before it, if any is. */
        public String stderr() {
            return err().text();
        }

        /** Adds to the tail as if it had been printed as an error, past {@code System.err} and who may hold that. */
        public void addToStderr(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            err.write(bytes, 0, bytes.length);
        }

        /**
         * Each may take what the other leaves, and half in any case: a flood of output does not wash away the error
         * output.
         */
        private static int share(Tail other) {
            return MAX_BYTES - Math.min(other.size(), MAX_BYTES / 2);
        }

        /**
         * Ends the capture, for the threads it was handed down to as well. Must be called on the thread that began it.
         */
        @Override
        public void close() {
            if (!closed) {
                closed = true;
                OPEN.remove(this);
                CURRENT.set(outer);
                install(-1);
            }
        }
    }

    /** One of the two streams. */
    private static final class Route {
        private final Supplier<PrintStream> current;
        private final Consumer<PrintStream> setter;
        private final boolean error;
        private PrintStream original;
        private PrintStream ours;

        Route(Supplier<PrintStream> current, Consumer<PrintStream> setter, boolean error) {
            this.current = current;
            this.setter = setter;
            this.error = error;
            this.original = current.get();
            this.ours = routed(original);
        }

        /**
         * For the first holder what is there now is what is to be put back. For later ones it is ours, or what code
         * that ran before has set and left there. After the last one a stream of the program's own stays.
         */
        @SuppressWarnings("ReferenceEquality") // it is about who has set it
        void install(boolean first, boolean last) {
            PrintStream now = current.get();
            if (first && now != ours && now != original) {
                original = now;
                ours = routed(now);
            }
            if (!last && now != ours) {
                setter.accept(ours);
            } else if (last && now == ours) {
                setter.accept(original);
            }
        }

        private PrintStream routed(PrintStream stream) {
            return new PrintStream(new Routed(stream, error), true, StandardCharsets.UTF_8) {
                /** It is everybody's: who closes it has only printed all there was to print. */
                @Override
                public void close() {
                    flush();
                }
            };
        }
    }

    private static final class Routed extends OutputStream {
        private final PrintStream original;
        private final boolean error;

        Routed(PrintStream original, boolean error) {
            this.original = original;
            this.error = error;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            Capture capture = current();
            if (capture == null) {
                original.write(bytes, offset, length);
            } else {
                capture.write(error, bytes, offset, length);
            }
        }

        @Override
        public void flush() {
            if (current() == null) {
                original.flush();
            }
        }
    }
}
