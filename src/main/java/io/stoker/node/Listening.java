package io.stoker.node;

import io.stoker.task.StokerException;
import io.stoker.wire.Endpoint;
import io.stoker.wire.Hosts;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a person has said of where a node is to listen.
 *
 * @param host the address to listen on, or {@code 0.0.0.0} or {@code ::} for all of this machine's; empty for the one
 *     from which the controller is reached
 * @param port the port there; 0 for any free one
 * @param advertise by which address others reach it: {@code HOST} or {@code HOST:PORT}, an IPv6 address in brackets;
 *     empty for the one that it listens on
 */
public record Listening(String host, int port, String advertise) {

    /** @throws StokerException if something of it can never be right, as an address that is none */
    public Listening {
        host = Hosts.plain(host);
        if (!advertise.isEmpty()) {
            Endpoint.of(host, port, advertise);
        }
    }

    /**
     * Of a node that others come to.
     *
     * @throws StokerException if it was not said by which address they do
     */
    Endpoint endpoint() {
        return Endpoint.of(host, port, advertise);
    }

    /**
     * By which names or addresses others call this machine, as far as that was said; certificates have to have them.
     */
    List<String> names() {
        Endpoint endpoint = endpoint();
        return Stream.of(endpoint.host(), endpoint.bindHost())
                .filter(name -> !Hosts.isWildcard(name))
                .distinct()
                .toList();
    }

    /** Of a node that comes to the controller on this host; another one when this machine has got another address. */
    Endpoint towards(String controller) {
        return Endpoint.towards(controller, host, port, advertise);
    }
}
