package io.stoker.wire;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** A TLS handshake over a socket, to see whether both ends trust each other; nothing else is said. */
final class TlsProbe {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Socket socket;
    private final SSLEngine engine;
    private final ByteBuffer in;
    private final ByteBuffer out;
    private final ByteBuffer text;

    private TlsProbe(Socket socket, SSLEngine engine) {
        this.socket = socket;
        this.engine = engine;
        int packet = engine.getSession().getPacketBufferSize();
        in = ByteBuffer.allocate(packet).flip();
        out = ByteBuffer.allocate(packet);
        text = ByteBuffer.allocate(packet);
    }

    /**
     * Returns when both ends trust each other.
     *
     * @param socket connected; its own timeout is the longest wait for a byte
     * @param engine of the dialling end, not used before
     * @throws SSLException if one of them does not trust the other, or there is no TLS
     * @throws SocketTimeoutException if there was no answer
     * @throws EOFException if the other end has hung up without a word
     */
    static void shakeHands(Socket socket, SSLEngine engine) throws IOException {
        new TlsProbe(socket, engine).run();
    }

    private void run() throws IOException {
        try {
            engine.beginHandshake();
            while (!isHandshakeOver()) {
                step();
            }
            awaitVerdict();
        } finally {
            engine.closeOutbound();
            sayWhatIsLeft();
        }
    }

    private boolean isHandshakeOver() {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    private void step() throws IOException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> write();
            default -> read();
        }
    }

    private void write() throws IOException {
        out.clear();
        engine.wrap(NOTHING, out);
        socket.getOutputStream().write(out.array(), 0, out.position());
    }

    /** Takes in one record. */
    private void read() throws IOException {
        text.clear();
        while (true) {
            Status status = engine.unwrap(in, text).getStatus();
            if (status == Status.OK) {
                return;
            }
            if (status == Status.CLOSED) {
                throw new EOFException("the other end has closed the connection");
            }
            in.compact();
            int length = socket.getInputStream().read(in.array(), in.position(), in.remaining());
            if (length < 0) {
                throw new EOFException("the other end has closed the connection");
            }
            in.position(in.position() + length).flip();
        }
    }

    /**
     * In TLS 1.3 the handshake of this end is over before the other one has looked at its certificate. Then it sends a
     * ticket or an alert.
     */
    private void awaitVerdict() throws IOException {
        try {
            read();
        } catch (SocketTimeoutException e) {
            // It has nothing against this end.
        }
    }

    /** An alert tells the other end why this one hangs up. */
    private void sayWhatIsLeft() {
        try {
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !engine.isOutboundDone()) {
                write();
            }
        } catch (IOException e) {
            // It hears nothing any more; what matters is known already.
        }
    }
}
