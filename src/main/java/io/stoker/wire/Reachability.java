package io.stoker.wire;

import io.stoker.task.Durations;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Finds out why nobody answers at an address. */
public final class Reachability {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 1_000;
    private static final int MOST_SAID = 100;

    private Reachability() {}

    /**
     * What was found at an address.
     *
     * @param mayAnswer whether a controller may be there that has not answered yet
     * @param text for people
     */
    public record Finding(boolean mayAnswer, String text) {}

    /** Why no controller has answered there within this time, and what to do. */
    public static String explain(String host, int port, Duration timeout) {
        Finding found = look(host, port);
        String help = found.mayAnswer()
                ? ". If it is one, its machine may be too busy for it to answer in time: increase"
                        + " stoker.client.connect-timeout, or connect to the host that it was started with (--host)"
                : ". Start one with: scripts/stoker cluster -n 4";
        return "no controller has answered at " + host + ":" + port + " within " + Durations.text(timeout) + ": "
                + found.text() + help;
    }

    /** Looks what is at an address; takes a few seconds at most. */
    public static Finding look(String host, int port) {
        try (Socket socket = new Socket()) {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new UnknownHostException(host);
            }
            socket.connect(address, CONNECT_MILLIS);
            String line = said(socket);
            return line.isEmpty()
                    ? new Finding(true, "something listens there and sent nothing, so it may be a Stoker controller")
                    : new Finding(false, "the server there is not a Stoker controller; it answered '" + line + "'");
        } catch (UnknownHostException e) {
            return new Finding(false, "there is no host of that name");
        } catch (IOException e) {
            return new Finding(false, "nothing listens there (" + e.getMessage() + ")");
        }
    }

    /**
     * What it answers to an HTTP request, or says by itself: a web server and many others tell what they are. A
     * controller waits for its own protocol, and says nothing to another one.
     */
    private static String said(Socket socket) {
        try {
            socket.setSoTimeout(READ_MILLIS);
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] first = new byte[MOST_SAID];
            int length = Math.max(0, socket.getInputStream().read(first));
            String line = new String(first, 0, length, StandardCharsets.US_ASCII)
                    .lines()
                    .findFirst()
                    .orElse("");
            return line.matches("\\p{Print}+") ? line : "";
        } catch (IOException e) {
            return "";
        }
    }
}
