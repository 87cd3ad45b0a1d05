package io.stoker.store.sql;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Stands between a store and its server, and does to the next COMMIT that it reads what a network may do. */
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile Fate next = Fate.PASSES;
    private volatile CountDownLatch comesBack = new CountDownLatch(0);

    /** What becomes of a COMMIT, and of its connection. */
    enum Fate {
        PASSES,
        /** It is lost, and both ends know. */
        LOST,
        /** It is lost, and the server does not know that its client has gone. */
        LOST_UNNOTICED,
        /** It arrives, and its answer is lost. */
        UNANSWERED,
        /** The client hears that the connection is gone; the COMMIT arrives when the client comes back. */
        LATE
    }

    CuttingProxy(int target) throws IOException {
        this.target = target;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    void next(Fate fate) {
        next = fate;
    }

    private interface Io {
        void run() throws IOException;
    }

    private static void start(Io work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // A connection has been cut, which is what this is for.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (!listening.isClosed()) {
            Socket client = listening.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.addAll(List.of(client, server));
            Link link = new Link(client, server);
            comesBack.countDown();
            start(link::up);
            start(link::down);
        }
    }

    /** One connection. */
    private final class Link {
        private final Socket client;
        private final Socket server;
        private volatile boolean answerIsLost;
        private volatile boolean silent;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private void up() throws IOException {
            byte[] buffer = new byte[64 * 1024];
            InputStream in = client.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (next != Fate.PASSES && contains(buffer, n)) {
                    Fate fate = next;
                    next = Fate.PASSES;
                    if (!befall(fate, buffer, n)) {
                        return;
                    }
                }
                server.getOutputStream().write(buffer, 0, n);
            }
            close();
        }

        /** Whether the bytes are still to be sent. */
        private boolean befall(Fate fate, byte[] bytes, int length) throws IOException {
            switch (fate) {
                case LOST -> close();
                case LOST_UNNOTICED -> {
                    silent = true;
                    client.close();
                }
                case UNANSWERED -> answerIsLost = true;
                case LATE -> {
                    silent = true;
                    comesBack = new CountDownLatch(1);
                    client.close();
                    await(comesBack);
                    server.getOutputStream().write(bytes, 0, length);
                }
                default -> throw new IllegalStateException(fate.toString());
            }
            return fate == Fate.UNANSWERED;
        }

        private void down() throws IOException {
            byte[] buffer = new byte[64 * 1024];
            InputStream in = server.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (answerIsLost) {
                    break;
                }
                if (!silent) {
                    client.getOutputStream().write(buffer, 0, n);
                }
            }
            close();
        }

        private void close() throws IOException {
            client.close();
            server.close();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean contains(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains("COMMIT");
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
