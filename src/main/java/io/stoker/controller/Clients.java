package io.stoker.controller;

import akka.actor.typed.javadsl.ActorContext;
import io.stoker.wire.ToController;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The clients that have a session. */
final class Clients {
    private final ActorContext<Object> context;
    private final Members members;
    private final Admission admission;
    private final Audit audit;
    private final long epoch;
    private final Channels channels;
    private final Function<Client, Delivery> deliveries;
    private final Map<String, Client> byInstance = new HashMap<>();

    /** The client of a session has ended, or was removed from the cluster. */
    record ClientEnded(UUID session) {}

    /** @param deliveries makes what brings a client the results it waits for */
    Clients(
            ActorContext<Object> context,
            Channels channels,
            Members members,
            Admission admission,
            Audit audit,
            long epoch,
            Function<Client, Delivery> deliveries) {
        this.context = context;
        this.channels = channels;
        this.members = members;
        this.admission = admission;
        this.audit = audit;
        this.epoch = epoch;
        this.deliveries = deliveries;
    }

    /**
     * Begins a session. One for another controller is none: the client is about to hear which one serves. Nor is one of
     * a client that is no member of the cluster, whose end nobody would tell: it asks again when it has joined.
     *
     * @return the client of before, whose session is over; null if there was none
     */
    @Nullable
    Client open(ToController.Open open) {
        Client before = byInstance.get(open.instance());
        boolean outdated = before != null && before.number() >= open.number();
        if (open.epoch() != epoch || outdated || !members.has(members.addressOf(open.client()))) {
            return null;
        }
        ProvenNode node = mayOpen(open);
        if (node == null) {
            return null;
        }
        if (before != null) {
            ended(new ClientEnded(before.pump().session()));
        }
        // What this node's own client does, it does for callers who are known to the HTTP interface, which tells of
        // them.
        Audit hears = node.address().equals(members.self()) ? Audit.NONE : audit;
        Client client = new Client(open, node.who(), hears, channels.links(), channels::touch, deliveries);
        channels.begin(client);
        byInstance.put(client.instance(), client);
        context.unwatch(client.ref()); // an incarnation of this actor before may have watched it
        context.watchWith(client.ref(), new ClientEnded(open.session()));
        hears.sessionBegan(client.who(), client.instance());
        return before;
    }

    /** Who begins a session: a node that may, and has the key to the instance; null if it is refused. */
    private @Nullable ProvenNode mayOpen(ToController.Open open) {
        String what = "to begin a session as a client";
        ProvenNode node = admission.admit(open.client(), open.pass(), Admission.CLIENTS, what);
        return node != null && admission.isOf(node, open.instance(), open.key(), what) ? node : null;
    }

    /** The client of this instance; null if it has no session. */
    @Nullable
    Client find(String instance) {
        return byInstance.get(instance);
    }

    /**
     * The session of a client is over.
     *
     * @return the client; null if its session was over before
     */
    @Nullable
    Client ended(ClientEnded ended) {
        if (!(channels.find(ended.session()) instanceof Client client)) {
            return null;
        }
        channels.end(client);
        byInstance.remove(client.instance(), client);
        client.audit().sessionEnded(client.who(), client.instance());
        context.unwatch(client.ref());
        return client;
    }

    /** How many have a session, but for what lives on this controller's own node. */
    int count() {
        int count = 0;
        for (Client client : byInstance.values()) {
            count += members.isAt(client.ref(), members.self()) ? 0 : 1;
        }
        return count;
    }

    /** The ends of the clients at an address, which are to be told to {@link #ended}. */
    List<ClientEnded> at(String address) {
        return byInstance.values().stream()
                .filter(client -> members.addressOf(client.ref()).toString().equals(address))
                .map(client -> new ClientEnded(client.pump().session()))
                .toList();
    }

    /** To be called often. */
    void look(long tick) {
        byInstance.values().forEach(client -> client.delivery().look(tick));
    }
}
