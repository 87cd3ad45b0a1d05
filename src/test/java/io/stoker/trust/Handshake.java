package io.stoker.trust;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Two ends of a TLS connection in memory. */
final class Handshake {
    private static final int STEPS = 200;
    private static final int BUFFER = 64 << 10;

    private final End dialling;
    private final End accepting;

    private Handshake(SSLEngine dialling, SSLEngine accepting) {
        Queue<byte[]> there = new ArrayDeque<>();
        Queue<byte[]> back = new ArrayDeque<>();
        this.dialling = new End(dialling, back, there);
        this.accepting = new End(accepting, there, back);
    }

    /** Lets both go on until neither has anything left to do. */
    static Handshake between(SSLEngine dialling, SSLEngine accepting) {
        Handshake handshake = new Handshake(dialling, accepting);
        for (int i = 0; i < STEPS; i++) {
            handshake.dialling.step();
            handshake.accepting.step();
        }
        return handshake;
    }

    /** What the end that dials has failed with, which may be an alert of the other end; null if it has not. */
    @Nullable
    SSLException atDialling() {
        return dialling.failure;
    }

    /** As {@link #atDialling}, for the end that accepts. */
    @Nullable
    SSLException atAccepting() {
        return accepting.failure;
    }

    /** What the end that accepts has read of the text that the other end sent. */
    String received() {
        return accepting.received.toString();
    }

    private static final class End {
        private final SSLEngine engine;
        private final Queue<byte[]> in;
        private final Queue<byte[]> out;
        private final StringBuilder received = new StringBuilder();
        private ByteBuffer text = ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII));
        private @Nullable SSLException failure;

        End(SSLEngine engine, Queue<byte[]> in, Queue<byte[]> out) {
            this.engine = engine;
            this.in = in;
            this.out = out;
        }

        void step() {
            try {
                runTasks();
                read();
                runTasks();
                write();
            } catch (SSLException e) {
                failure = failure == null ? e : failure;
                sendAlert();
            }
        }

        private void runTasks() {
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
            }
        }

        private void read() throws SSLException {
            byte[] next = in.poll();
            if (next == null || engine.isInboundDone()) {
                return;
            }
            ByteBuffer from = ByteBuffer.wrap(next);
            while (from.hasRemaining() && !engine.isInboundDone()) {
                ByteBuffer to = ByteBuffer.allocate(BUFFER);
                SSLEngineResult result = engine.unwrap(from, to);
                received.append(new String(to.array(), 0, to.position(), StandardCharsets.US_ASCII));
                runTasks();
                if (result.bytesConsumed() == 0 && result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                    write();
                }
            }
        }

        private void write() throws SSLException {
            if (engine.isOutboundDone()) {
                return;
            }
            SSLEngineResult result;
            do {
                ByteBuffer to = ByteBuffer.allocate(BUFFER);
                result = engine.wrap(text, to);
                if (to.position() > 0) {
                    out.add(Arrays.copyOf(to.array(), to.position()));
                }
            } while (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && result.bytesProduced() > 0);
        }

        private void sendAlert() {
            try {
                write();
            } catch (SSLException e) {
                failure = failure == null ? e : failure;
            }
        }
    }
}
