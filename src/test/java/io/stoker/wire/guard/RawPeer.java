package io.stoker.wire.guard;

import akka.actor.Address;
import akka.remote.ArteryControlFormats;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Speaks the form of Akka's frames over a plain socket, and can so say what no node of ours ever says. */
final class RawPeer implements AutoCloseable {
    static final int CONTROL = 1;
    static final int ORDINARY = 2;
    static final int LARGE = 3;

    private static final int ARTERY = 17;
    private static final int FIXED_PART = 28;
    private static final int CUT = 64 << 10;

    private final Address node;
    /** Akka takes no more of a peer that it has given up. */
    private final int uid;

    private final Socket socket;
    private final OutputStream out;

    RawPeer(Address node, int uid, int stream) throws IOException {
        this.node = node;
        this.uid = uid;
        this.socket = new Socket(
                InetAddress.getByName(node.getHost().get()), (int) node.port().get());
        this.out = socket.getOutputStream();
        out.write(new byte[] {'A', 'K', 'K', 'A', (byte) stream});
        send("", ARTERY, "d", handshake());
    }

    private byte[] handshake() {
        return ArteryControlFormats.HandshakeReq.newBuilder()
                .setFrom(ArteryControlFormats.UniqueAddress.newBuilder()
                        .setAddress(address("127.0.0.1", uid))
                        .setUid(uid))
                .setTo(address(node.getHost().get(), (int) node.port().get()))
                .build()
                .toByteArray();
    }

    private ArteryControlFormats.Address address(String host, int port) {
        return ArteryControlFormats.Address.newBuilder()
                .setProtocol("akka")
                .setSystem(node.system())
                .setHostname(host)
                .setPort(port)
                .build();
    }

    /** A frame for the actor at this path of the node, as {@code /user/controller}; empty for no actor. */
    void send(String path, int serializer, String manifest, byte[] message) throws IOException {
        String recipient = path.isEmpty() ? "" : node + path;
        sendFrame(frame(uid, "", recipient, serializer, manifest, message));
    }

    static byte[] frame(long uid, String sender, String recipient, int serializer, String manifest, byte[] message) {
        int literals = 6 + sender.length() + recipient.length() + manifest.length();
        ByteBuffer frame =
                ByteBuffer.allocate(FIXED_PART + literals + message.length).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(0).putLong(uid).putInt(serializer);
        int at = FIXED_PART;
        frame.putInt(at).putInt(at += 2 + sender.length()).putInt(at + 2 + recipient.length());
        for (String literal : new String[] {sender, recipient, manifest}) {
            frame.putShort((short) literal.length()).put(literal.getBytes(StandardCharsets.US_ASCII));
        }
        return frame.put(message).array();
    }

    void sendFrame(byte[] frame) throws IOException {
        raw(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(frame.length)
                .array());
        raw(frame);
    }

    void raw(byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length; from += CUT) {
            out.write(bytes, from, Math.min(CUT, bytes.length - from));
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
