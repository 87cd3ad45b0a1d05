package io.stoker.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Finds out why nobody answers at an address. */
final class Reachability {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 1_000;
    private static final int MOST_SAID = 100;

    private Reachability() {}

    static String explain(String host, int port, Duration timeout) {
        return "no controller has answered at " + host + ":" + port + " within " + TaskClient.text(timeout) + ": "
                + found(host, port) + ". Start one with: scripts/stoker cluster -n 4";
    }

    private static String found(String host, int port) {
        try (Socket socket = new Socket()) {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new UnknownHostException(host);
            }
            socket.connect(address, CONNECT_MILLIS);
            return "something listens there, but it did not answer as a Stoker controller that knows itself by this name"
                    + said(socket);
        } catch (UnknownHostException e) {
            return "there is no host of that name";
        } catch (IOException e) {
            return "nothing listens there (" + e.getMessage() + ")";
        }
    }

    /** What it answers to an HTTP request, or says by itself: a web server and many others tell what they are. */
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
            return line.matches("\\p{Print}+") ? "; it says '" + line + "'" : "";
        } catch (IOException e) {
            return "";
        }
    }
}
