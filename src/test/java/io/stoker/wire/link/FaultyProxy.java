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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Stands before a port of this machine, and cuts, delays or swallows what goes through it. */
public final class FaultyProxy implements AutoCloseable {
    private static final int BUFFER = 16 << 10;

    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile long delayMillis;
    private volatile boolean swallowsThere;
    private volatile boolean swallowsBack;

    private FaultyProxy(ServerSocket listening, int target) {
        this.listening = listening;
        this.target = target;
    }

    /** One that lets all through, for now. */
    public static FaultyProxy before(int target) throws IOException {
        FaultyProxy proxy = new FaultyProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
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
                byte[] part = Arrays.copyOf(buffer, count);
                long delay = delayMillis;
                if (delay == 0) {
                    out.write(part);
                } else {
                    var unused = late.schedule(() -> write(out, part), delay, TimeUnit.MILLISECONDS);
                }
            }
        } catch (IOException e) {
            // It has been cut, here or at an end.
        } finally {
            late.shutdown();
            close(from);
            close(to);
        }
    }

    private static void write(OutputStream out, byte[] part) {
        try {
            out.write(part);
        } catch (IOException e) {
            // It has been cut meanwhile.
        }
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

    /** From now on everything comes later; what is under way may be overtaken, as only by a cut. */
    public void delay(long millis) {
        delayMillis = millis;
    }

    /** What is sent is taken, and goes nowhere. */
    public void swallow(boolean there, boolean back) {
        swallowsThere = there;
        swallowsBack = back;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }
}
