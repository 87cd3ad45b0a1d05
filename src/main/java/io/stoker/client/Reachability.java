package io.stoker.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;

/** Finds out why nobody answers at an address. */
final class Reachability {
    private static final int CONNECT_MILLIS = 2_000;

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
            return "something listens there, but it did not answer as a Stoker controller that knows itself by this name";
        } catch (UnknownHostException e) {
            return "there is no host of that name";
        } catch (IOException e) {
            return "nothing listens there (" + e.getMessage() + ")";
        }
    }
}
