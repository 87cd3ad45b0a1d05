package io.stoker.wire.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Stands before a port of this machine, and cuts, delays or swallows what goes through it. */
public final class FaultyProxy implements AutoCloseable {
    private static final int BUFFER = 16 << 10;
    private static final int LEAST_BUFFERED = 64 << 10;
    private static final long NEVER = Long.MAX_VALUE;

    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong untilCut = new AtomicLong(NEVER);
    private volatile long delayMillis;
    private volatile long bytesPerSecond;
    private volatile boolean swallowsThere;
    private volatile boolean swallowsBack;

    private FaultyProxy(ServerSocket listening, int target) {
        this.listening = listening;
        this.target = target;
    }

    /** One that lets all through, for now. */
    public static FaultyProxy before(int target) throws IOException {
        ServerSocket listening = new ServerSocket();
        listening.setReceiveBufferSize(LEAST_BUFFERED);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        FaultyProxy proxy = new FaultyProxy(listening, target);
        proxy.begin("accept", proxy::accept);
        return proxy;
    }

    /** A port on which nothing listens. */
    public static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void begin(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        cut(); // as the one that has ended does to its other half, which the test cannot tell apart
                    }
                },
                "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (!listening.isClosed()) {
            Socket near = listening.accept();
            Socket far = new Socket();
            open.add(near);
            open.add(far);
            begin("connect", () -> {
                far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                begin("there", () -> carry(near, far, true));
                carry(far, near, false);
            });
        }
    }

    private void carry(Socket from, Socket to, boolean isThere) throws IOException {
        ScheduledExecutorService late = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "proxy-late");
            thread.setDaemon(true);
            return thread;
        });
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (isThere ? swallowsThere : swallowsBack) {
                    continue;
                }
                int size = count;
                long left = untilCut.getAndUpdate(before -> before == NEVER ? NEVER : Math.max(0, before - size));
                byte[] part = Arrays.copyOf(buffer, (int) Math.min(size, left));
                long slow = bytesPerSecond == 0 ? 0 : part.length * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
                long due = TimeUnit.MILLISECONDS.toNanos(delayMillis) + slow;
                Future<?> written = late.schedule(() -> write(out, part), due, TimeUnit.NANOSECONDS);
                if (delayMillis == 0) {
                    written.get(); // and nothing more is read before
                }
                if (left < size) {
                    untilCut.set(NEVER);
                    cut();
                }
            }
        } catch (IOException | ExecutionException e) {
            // It has been cut, here or at an end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            late.shutdown();
            close(from);
            close(to);
        }
    }

    private static byte[] write(OutputStream out, byte[] part) throws IOException {
        out.write(part);
        return part;
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where to connect to. */
    public int port() {
        return listening.getLocalPort();
    }

    /** How many connections there are. */
    public int open() {
        return open.size() / 2;
    }

    /** Ends all connections, wherever they are in a frame. */
    public void cut() {
        open.forEach(this::close);
    }

    /** When so many bytes more have come, that is the end of all connections. */
    public void cutAfter(long bytes) {
        untilCut.set(bytes);
    }

    /** From now on everything comes later. To be followed by a cut where it is less than before. */
    public void delay(long millis) {
        delayMillis = millis;
    }

    /** No more than so much is taken in a second, in each direction of a connection; 0 for what there is. */
    public void limit(long newBytesPerSecond) {
        bytesPerSecond = newBytesPerSecond;
    }

    /** What is sent is taken, and goes nowhere. */
    public void swallow(boolean there, boolean back) {
        swallowsThere = there;
        swallowsBack = back;
    }

    /** From now on all is let through; connections begin anew. */
    public void clear() {
        untilCut.set(NEVER);
        delayMillis = 0;
        bytesPerSecond = 0;
        swallow(false, false);
        cut();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }
}
